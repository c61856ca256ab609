/** Whether components still take over what the server drew, or the device draws for itself. */

/** The shell that answers offline navigations has no page in it: there nothing was drawn by a server. */
const isServed = typeof document !== 'undefined' && document.getElementById('main') !== null;
let isOver = false;
let isWaking = false;

/** By the root layout, once it is mounted. */
export function endFirstView(): void {
  isOver = true;
}

/** Takes over an island as the server drew it, however long after the rest of its page. */
export function takeOver(task: () => void): void {
  isWaking = true;
  try {
    task();
  } finally {
    isWaking = false;
  }
}

export function isFirstView(): boolean {
  return isServed && (isWaking || !isOver);
}

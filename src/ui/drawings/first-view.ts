/** Whether components still take over what the server drew, or the device draws for itself. */

/** The shell that answers offline navigations has no page in it: there nothing was drawn by a server. */
const isServed = typeof document !== 'undefined' && document.getElementById('main') !== null;
let isOver = false;

/** By the root layout, once it is mounted. */
export function endFirstView(): void {
  isOver = true;
}

export function isFirstView(): boolean {
  return isServed && !isOver;
}

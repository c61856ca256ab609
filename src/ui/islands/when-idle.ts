/** After the page was drawn and the first work is done. */
export function whenIdle(task: () => void): void {
  const start = () =>
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(task, { timeout: 3_000 })
      : setTimeout(task, 500);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}

/** Arrows among results: down and up go from title to title, Home and End to the ends of the list. */

const TITLES = '.title a, tbody th a';

export function walkResults(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
  const { target } = event;
  if (!(target instanceof HTMLElement) || !target.matches(TITLES)) return;
  const titles = [...event.currentTarget.querySelectorAll<HTMLElement>(TITLES)];
  const at = titles.indexOf(target);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: titles.length - 1 }[event.key];
  const goal = next === undefined ? undefined : titles[next];
  if (!goal) return;
  event.preventDefault();
  goal.focus();
}

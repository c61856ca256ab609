/**
 * Movement between pages that explains: a part's drawing in a list becomes the drawing of its page, and goes back.
 * Only between different pages, only where the browser can, never for who wants less motion.
 */
import { onNavigate } from '$app/navigation';

/** As the figure of a part's page is named in its style. */
const NAME = 'part';

export function viewTransitions(): void {
  onNavigate((navigation) => {
    const from = navigation.from?.url.pathname;
    const to = navigation.to?.url.pathname;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!document.startViewTransition || isStill || !from || !to || from === to) return;
    const leaving = name(to);
    return new Promise((resolve) => {
      const transition = document.startViewTransition(async () => {
        resolve();
        // A navigation that a newer one overtakes never completes: no failure, and the names must go all the same.
        await navigation.complete.catch(() => undefined);
        clear(leaving);
        const arriving = name(from);
        void transition.finished.finally(() => clear(arriving));
      });
      // A transition that is skipped (a hidden tab, the next one already begun) is no failure.
      transition.ready.catch(() => undefined);
    });
  });
}

/** Names the drawing in a list that stands for the page at `path`. */
function name(path: string): HTMLElement | undefined {
  if (!path.startsWith('/p/')) return undefined;
  const figure = document.querySelector<HTMLElement>(`a.figure[href="${CSS.escape(path)}"]`);
  if (figure && !document.querySelector('.gallery')) figure.style.viewTransitionName = NAME;
  return figure ?? undefined;
}

function clear(figure: HTMLElement | undefined): void {
  if (figure) figure.style.viewTransitionName = '';
}

/**
 * What is done to an island before its code is here: nothing of it is lost. Forms are sent, buttons pressed and changes
 * told once it is awake. Links and what is typed need no help: they are the browser's.
 */

export interface KeptPresses {
  /** Does again, in order, what was done meanwhile. */
  repeat(): void;
  /** The code never came: forms go out as plain forms. */
  giveUp(): void;
}

/** Listens on `place` until one of the two ends it; `wake` is called at the first sign of interest. */
export function keepPresses(place: HTMLElement, wake: () => void): KeptPresses {
  const listening = new AbortController();
  const again: (() => void)[] = [];
  const plainly: (() => void)[] = [];
  const hear = <Name extends 'pointerdown' | 'focusin' | 'click' | 'submit' | 'change'>(
    name: Name,
    heard: (event: HTMLElementEventMap[Name]) => void,
  ) => {
    const listener = (event: HTMLElementEventMap[Name]) => {
      wake();
      heard(event);
    };
    place.addEventListener(name, listener, { capture: true, signal: listening.signal });
  };
  hear('pointerdown', () => {});
  hear('focusin', () => {});
  hear('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.type === 'button') again.push(() => button.click());
  });
  hear('change', ({ target }) => {
    again.push(() => target?.dispatchEvent(new Event('change', { bubbles: true })));
  });
  hear('submit', (event) => {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    again.push(() => form.requestSubmit(submitter));
    plainly.push(() => form.requestSubmit(submitter));
  });
  const end = (rest: readonly (() => void)[]) => {
    listening.abort();
    for (const press of rest) press();
  };
  return { repeat: () => end(again), giveUp: () => end(plainly) };
}

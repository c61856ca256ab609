/**
 * What is done to an island before its code is here: nothing of it is lost. Forms are sent, buttons pressed and changed
 * controls told once it is awake; ticks too that were set before anybody listened. Links are the browser's.
 */
import { readControls } from './controls.ts';

export interface KeptPresses {
  /** Lets `awaken` draw over what stands, and does again, in order, what was done meanwhile. */
  repeat(awaken: () => void): void;
  /** The code never came: forms go out as plain forms. */
  giveUp(): void;
}

/** Listens on `place` until one of the two ends it; `wake` is called at the first sign of interest. */
export function keepPresses(place: HTMLElement, wake: () => void): KeptPresses {
  const listening = new AbortController();
  const touched = new Set<EventTarget | null>();
  const again: (() => void)[] = [];
  const plainly: (() => void)[] = [];
  const hear = <Name extends 'pointerdown' | 'focusin' | 'click' | 'submit' | 'input'>(
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
  hear('input', ({ target }) => void touched.add(target));
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
  const repeat = (awaken: () => void) => {
    const tell = readControls(place, touched);
    awaken();
    end([tell, ...again]);
  };
  return { repeat, giveUp: () => end(plainly) };
}

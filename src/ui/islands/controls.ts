/** What a shopper set in fields that the device has not taken over yet: whoever draws over them would undo it. */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Reads the touched fields of `place` and every tick that is not as the server set it; the answer sets them so again and tells it. */
export function readControls(place: HTMLElement, touched: ReadonlySet<EventTarget | null>): () => void {
  const set = [...place.querySelectorAll<Control>('input,select,textarea')].flatMap((control) => {
    const checked = control.matches(':checked');
    const isOurs = touched.has(control) || checked !== control.hasAttribute('checked');
    return isOurs ? [{ control, said: { value: control.value, checked } }] : [];
  });
  return () => {
    for (const { control, said } of set) Object.assign(control, said);
    for (const { control } of set)
      for (const name of ['input', 'change']) control.dispatchEvent(new Event(name, { bubbles: true }));
  };
}

/** What a shopper set in fields that the device has not taken over yet: whoever draws over them would undo it. */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface KeptControls {
  /** An event of this field was heard. */
  touched(field: EventTarget | null): void;
  /** Reads every touched field, and every tick that is not as the server set it; the answer sets them so again and tells it. */
  read(): () => void;
}

export function keepControls(place: HTMLElement): KeptControls {
  const heard = new Set<EventTarget>();
  return {
    touched: (field) => void (field && heard.add(field)),
    read() {
      const set = [...place.querySelectorAll<Control>('input, select, textarea')]
        .filter((control) => heard.has(control) || isTicked(control) !== isTickedAtFirst(control))
        .map((control) => ({ control, value: control.value, checked: isTicked(control) }));
      return () => {
        for (const { control, value, checked } of set) {
          if (control.value !== value) control.value = value;
          if (control instanceof HTMLInputElement) control.checked = checked;
        }
        for (const { control } of set)
          for (const name of ['input', 'change']) control.dispatchEvent(new Event(name, { bubbles: true }));
      };
    },
  };
}

const isTicked = (control: Control) => control instanceof HTMLInputElement && control.checked;
const isTickedAtFirst = (control: Control) => control instanceof HTMLInputElement && control.defaultChecked;

/** A drawing for a product that brought neither picture nor drawing: the kind of part, guessed from its category words. */
import type { Drawing } from '#domain/catalog/product.ts';

/** First match wins: words of the category -> kind, and sizes for a typical shape (they are not dimensions). */
const guesses: readonly (readonly [words: RegExp, kind: string, size?: Drawing['size']])[] = [
  [/tweeter/, 'dome-tweeter', { outer: 104, dome: 25, hole: 76, holes: 4 }],
  [/microphone|buzzer|sounder|beeper/, 'capsule'],
  [/speaker|woofer|driver unit|midrange|horn/, 'cone-driver'],
  [/electrolytic|polymer cap|supercap/, 'electrolytic-capacitor'],
  [/capacitor|condenser/, 'film-capacitor'],
  [/choke|inductor|coil|ferrite|bead/, 'air-coil'],
  [/transformer/, 'iron-coil'],
  [/potentiometer|encoder|trimmer|rotary|knob/, 'potentiometer'],
  [/resistor|fuse|thermistor|varistor/, 'resistor'],
  [/binding post/, 'binding-post'],
  [/terminal block|header|socket|receptacle|crimp|pin/, 'receptacle'],
  [/connector|jack|plug|xlr|banana|coax|usb/, 'connector'],
  [/wire|cable|lead/, 'wire'],
  [/screw|bolt|nut|washer|standoff|fastener/, 'screw'],
  [/tool|plier|iron|tape/, 'tool'],
  [/cabinet|enclosure|case|box/, 'box'],
  [/grille|fan/, 'grille'],
  [/board|module|amplifier kit|power supply|converter|kit/, 'module'],
  [
    /ic|amplifier|transistor|mosfet|diode|regulator|logic|memory|driver|sensor|led|crystal|relay|switch/,
    'chip',
  ],
];

/** Always a drawing: where no word is known, a chip for something small. */
export function guessDrawing(words: string): Drawing {
  const lower = words.toLowerCase();
  const found = guesses.find(([pattern]) => pattern.test(lower));
  return { kind: found?.[1] ?? 'chip', size: found?.[2] ?? {} };
}

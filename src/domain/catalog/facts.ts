/**
 * Which four attributes tell most of a kind of part: those that nearly every part has, that differ from part to part,
 * and that the trade asks for first (a capacitor's capacitance before its lead spacing).
 */
import type { Attribute, ProductCard } from './product.ts';

/** Asked for first, in this order; matched as words within the key. */
const ASKED_FIRST = [
  // Only loudspeaker drivers have these, and their builders ask for nothing before them.
  'fs',
  'qts',
  'vas volume',
  'capacitance resistance inductance impedance',
  'sensitivity spl sound-pressure-level',
  'frequency-range resonance',
  'power wattage',
  'voltage current',
  'diameter size driver nominal-size',
  'tolerance frequency',
  'xmax dcr esr gain pitch',
  'package contacts pins number-of-pins',
  'type technology material colour color length width height',
].map((words) => words.split(' '));

/** Bookkeeping of suppliers, not a property of the part. */
const DULL =
  /^(status|rohs|moq|order-multiple|packaging(-num)?|whs-.*|library-type|joints|warranty|note|notes|sku|barcode|seo-.*)$/;

const FACTS = 4;
const LEAST_COVERAGE = 0.3;

interface Tally {
  count: number;
  numbers: number;
  readonly texts: Set<string>;
}

/** The keys of the four most telling attributes of these products, most telling first. */
export function tellingKeys(products: readonly (readonly Attribute[])[]): string[] {
  const tallies = new Map<string, Tally>();
  for (const attributes of products) {
    for (const { key, text, value } of attributes) {
      if (text === '' || text === '-' || DULL.test(key)) continue;
      let tally = tallies.get(key);
      if (!tally) tallies.set(key, (tally = { count: 0, numbers: 0, texts: new Set() }));
      tally.count += 1;
      if (value !== undefined) tally.numbers += 1;
      if (text.length <= 40) tally.texts.add(text);
    }
  }
  return [...tallies]
    .filter(([, tally]) => tally.count >= products.length * LEAST_COVERAGE && tally.texts.size > 0)
    .map(([key, tally]) => [key, score(key, tally, products.length)] as const)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, FACTS)
    .map(([key]) => key);
}

/** Coverage times how much it tells apart, plus its place in the trade's questions. */
function score(key: string, tally: Tally, products: number): number {
  const coverage = tally.count / products;
  const variety = products < 2 ? 1 : Math.min(1, (tally.texts.size - 1) / Math.min(8, products - 1));
  const words = `-${key}-`;
  const place = ASKED_FIRST.findIndex((group) => group.some((word) => words.includes(`-${word}-`)));
  const asked = place < 0 ? 0 : 1 - place / ASKED_FIRST.length;
  return coverage * (0.35 + 0.4 * variety + 0.9 * asked + 0.15 * (tally.numbers / tally.count));
}

/** The attributes of `keys`, in that order, where the product has them. */
export function factsOf(attributes: readonly Attribute[], keys: readonly string[]): ProductCard['facts'] {
  return keys.flatMap((key) => {
    const found = attributes.find((a) => a.key === key && a.text !== '' && a.text !== '-');
    return found ? { label: found.label, text: found.text } : [];
  });
}

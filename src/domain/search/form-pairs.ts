/**
 * The filters as a form sends them, turned into the language of addresses. A form without script cannot join two fields
 * into "30..60", so range fields are named `min~<key>~<factor>` and `max~<key>~<factor>` and hold numbers of the
 * measure shown: "4.7" beside "µF" with factor 1e-6. Everything else is already spelled as in an address.
 */
import { formatBounds, parseBounds } from './bounds.ts';

const FIELD = /^(min|max)~([^~]{1,80})~([\d.eE+-]{1,24})$/;

export type Pair = readonly [name: string, value: string];

/** Whether an address came from the form and should be spelled anew. */
export function isFormSpelled(pairs: Iterable<Pair>): boolean {
  for (const [name, value] of pairs) if (FIELD.test(name) || value === '') return true;
  return false;
}

/** Pairs as `parseRequest` reads them; empty fields and numbers that are none fall away. */
export function formPairs(pairs: Iterable<Pair>): Pair[] {
  const kept: Pair[] = [];
  const ranges = new Map<string, { least?: number; most?: number }>();
  for (const [name, value] of pairs) {
    const field = FIELD.exec(name);
    if (!field) {
      if (value !== '') kept.push([name, value]);
      continue;
    }
    const number = readNumber(value) * Number(field[3]);
    if (!Number.isFinite(number)) continue;
    const range = ranges.get(field[2]!) ?? {};
    // Twelve digits: 0.35 x 1e-3 is 0.00035, not 0.00034999999999999994.
    range[field[1] === 'min' ? 'least' : 'most'] = Number(number.toPrecision(12));
    ranges.set(field[2]!, range);
  }
  for (const [key, range] of ranges)
    kept.push([key === 'price' ? 'price' : `a.${key}`, formatBounds(inOrder(range))]);
  return kept;
}

function inOrder({ least, most }: { least?: number; most?: number }) {
  return least !== undefined && most !== undefined && least > most
    ? { least: most, most: least }
    : { ...(least !== undefined && { least }), ...(most !== undefined && { most }) };
}

/** "4,7" and "4.7" are one number; "" and "x" are none. */
function readNumber(text: string): number {
  const plain = text.trim().replace(',', '.');
  return plain === '' ? Number.NaN : Number(plain);
}

/** A worded value as an address spells it: what would be read as a range or as "unknown" gets "=" before it. */
export function spellValue(value: string): string {
  return value === 'unknown' || value.startsWith('=') || parseBounds(value) !== undefined
    ? `=${value}`
    : value;
}

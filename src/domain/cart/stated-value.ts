/**
 * Whether what a list says of a part ("4.7uF 100V", "4k7 1%", "22R") is what the part measures. Quantities are compared
 * by kind; what follows the first one (voltage, tolerance, dielectric) is not. What cannot be compared is said to be so:
 * silence would read as agreement.
 */
import type { Attribute } from '#domain/catalog/product.ts';
import { parseQuantity, type Quantity } from '#domain/catalog/quantity.ts';

/** What a part says of itself in numbers. */
export type Measure = Pick<Attribute, 'text' | 'value' | 'upper' | 'unit'>;

/** `other`: the part has another value of this kind; `no-kind`: it has none of this kind; `unread`: the text is no quantity. */
export type Comparison =
  { readonly is: 'same' | 'no-kind' | 'unread' } | { readonly is: 'other'; readonly has: string };

/** Kinds that qualify a value more often than they are one: "100V 4.7uF" is about the farads. */
const RATINGS: ReadonlySet<string> = new Set(['V', 'W', 'A', '%', 'ppm', 'ppm/°C', '°C', 'K']);
const MOST_WORDS = 12;
const OHM = { unit: 'Ω', factor: 1 };

/** The measures worth comparing: those with a unit. */
export function measuresOf(attributes: readonly Attribute[]): Measure[] {
  return attributes.flatMap(({ text, value, upper, unit }) =>
    value === undefined || !unit ? [] : [{ text, value, unit, ...(upper !== undefined && { upper }) }],
  );
}

export function compareStated(stated: string, measures: readonly Measure[]): Comparison {
  const kinds = new Set(measures.map((measure) => measure.unit!));
  const meant = quantityMeant(stated, kinds);
  if (meant.length === 0) return { is: 'unread' };
  const alike = measures.filter((measure) => meant.some((one) => one.unit === measure.unit));
  if (alike.length === 0) return { is: 'no-kind' };
  const isFound = alike.some((measure) => meant.some((one) => isSame(measure, one)));
  return isFound ? { is: 'same' } : { is: 'other', has: alike[0]!.text };
}

/** The quantity the text is about; several readings where the text leaves the unit open ("100n" is farad or henry). */
function quantityMeant(stated: string, kinds: ReadonlySet<string>): readonly Quantity[] {
  const found = quantitiesIn(stated, kinds);
  const isOf = (test: (unit: string) => boolean) => found.find(([first]) => test(first!.unit));
  return isOf((unit) => unit !== '' && !RATINGS.has(unit)) ?? isOf((unit) => unit === '') ?? found[0] ?? [];
}

/** Each quantity from left to right, the longest text that is one first: "1/4W" is a fraction, "4.7uF/50V" are two. */
function quantitiesIn(stated: string, kinds: ReadonlySet<string>): (readonly Quantity[])[] {
  const words = stated
    .trim()
    .split(/((?:\s|[/,;|_±-])+)/u)
    .slice(0, 2 * MOST_WORDS - 1);
  const found: (readonly Quantity[])[] = [];
  for (let from = 0; from < words.length; from += 2)
    for (let to = words.length; to > from; to -= 2) {
      const text = words.slice(from, to).join('');
      // A number before a word nobody understands is a part of something: "1.2 KOHMS" is not 1.2.
      const isPart = /^[\d.,]+$/.test(text) && /^\D/.test(words[to + 1] ?? '');
      const readings = isPart ? [] : readingsOf(text, kinds);
      if (readings.length === 0) continue;
      found.push(readings);
      from = to - 1;
      break;
    }
  return found;
}

/** What one word may say. Bare numbers and R, k, M are ohms where the part has ohms; µ, n, p are its farads or henries. */
function readingsOf(word: string, kinds: ReadonlySet<string>): Quantity[] {
  const text = word.trim().replace(/^([\d.,]+)\s*[Rr]$/u, '$1 Ω');
  const isSmall = /^[\d.,]+\s*[unpmµμ]\d*$/u.test(text);
  const symbols = isSmall ? ['F', 'H', 'Ω'].filter((symbol) => kinds.has(symbol)) : ['Ω'];
  const unit = kinds.has('Ω') ? { unit: OHM } : {};
  return symbols.flatMap((symbol) => parseQuantity(text, { symbol, ...unit }) ?? []);
}

function isSame({ value, upper }: Measure, wanted: Quantity): boolean {
  return [wanted.value, wanted.upper ?? wanted.value].every((amount) => {
    const slack = Math.abs(amount) * 1e-9;
    return amount >= value! - slack && amount <= (upper ?? value!) + slack;
  });
}

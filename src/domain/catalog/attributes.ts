/** From a column and its cell to a typed attribute: stable key, label as shown, text as written, number where it is one. */
import type { Attribute } from './product.ts';
import { parseQuantity, type Expectation } from './quantity.ts';
import { slugify } from './slug.ts';
import { unitOf } from './units.ts';

/** Labels whose values are names even where they look like numbers: 1206 is a package, 5050 a series. */
const NAMES =
  /\b(package|case|model|part|code|footprint|size code|colou?r(?! temp)|standard|sku|barcode|gtin|ean|upc|isbn|material|finish|date|year|phone|hs code|certifi\w*|compatib\w*)\b|^id$|^(reference )?series$/i;

const COUNTED = /\b(pins?|contacts|positions|poles|ways)\b/i;

const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/temperature coefficient|tolerance/i, ''],
  [/resistan|impedance|\bohms?\b|\bdcr\b|\besr\b|\brds\b/i, 'Ω'],
  [/capacit(?:ance|y)/i, 'F'],
  [/inductance/i, 'H'],
  [/frequency|resonance|bandwidth/i, 'Hz'],
  [/voltage/i, 'V'],
  [/current/i, 'A'],
  [/\bpower\b|wattage/i, 'W'],
  [/colou?r temperature|temperature/i, 'K'],
];

/** What a label expects of its values, learnt from its words and from a unit in brackets: "Fs (Hz)", "Wire gauge - mm2". */
export function expectationOf(label: string): Expectation {
  const symbol = SYMBOLS.find(([words]) => words.test(label))?.[1];
  const unit = labelUnit(label);
  if (COUNTED.test(label)) return { isCount: true };
  return { ...(unit ? { unit } : {}), ...(symbol ? { symbol } : {}) };
}

function labelUnit(label: string): Expectation['unit'] {
  const found = /[([]\s*([^()[\]]{1,8})\s*[)\]]\s*$|\s-\s(\S{2,6})$/u.exec(label);
  const symbol = found?.[1] ?? found?.[2];
  if (symbol === undefined) return undefined;
  // "Height (H)" and "Length (l)" name a dimension by its letter.
  if (
    symbol.length === 1 &&
    /^(height|length|width|depth|thickness|diameter|inductance|current)/i.test(label)
  )
    return undefined;
  return unitOf(symbol);
}

/** The key of a label: "Resonance, Fs" -> "resonance-fs". */
export function attributeKey(label: string): string {
  return slugify(label);
}

/** The attribute of a label and its text; `value` only where the text is certainly a quantity. */
export function attributeOf(label: string, text: string, key = attributeKey(label)): Attribute {
  const quantity = NAMES.test(label) ? undefined : parseQuantity(text, expectationOf(label));
  if (!quantity) return { key, label, text };
  const { value, upper, unit } = quantity;
  return { key, label, text, value, ...(upper === undefined ? {} : { upper }), unit };
}

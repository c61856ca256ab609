/**
 * Words of a product that its other fields tell, written short and filled in again. Every pair gives back what it took:
 * a text that already has the mark in it is written out behind a mark of its own.
 */
import type { FeedDictionary } from './feed.ts';
import { slugify } from './slug.ts';

/** A dictionary on its way: 0 for a key that is its label in lower case and hyphens. */
export interface SentDictionary {
  readonly vendors: readonly string[];
  readonly attributes: readonly (readonly [key: string | 0, label: string, unit: string | 0])[];
}

export function shortKeys({ vendors, attributes }: FeedDictionary): SentDictionary {
  const short = attributes.map(
    ([key, label, unit]) => [slugify(label) === key ? 0 : key, label, unit] as const,
  );
  return { vendors, attributes: short };
}

export function fullKeys({ vendors, attributes }: SentDictionary): FeedDictionary {
  const full = attributes.map(
    ([key, label, unit]) => [key === 0 ? slugify(label) : key, label, unit] as const,
  );
  return { vendors, attributes: full };
}

/** A character of the private use area: no keyboard has it, JSON writes it unescaped. */
const MARK = '\ue000';
/** Attribute n of the product is the character this far on. */
const FIRST = 0xe001;
const MOST = 0xef00 - FIRST;
const WHOLE = '\uf000';
/** Shorter attribute texts are not worth a reference. */
const SHORTEST = 2;

interface Named {
  readonly title: string;
  readonly partNumber: string;
  readonly sku: string;
}

const SLUGS: readonly ((named: Named) => string)[] = [
  ({ title }) => slugify(title),
  ({ partNumber, sku }) => slugify(`${partNumber} ${sku}`),
  ({ title, sku }) => slugify(`${title} ${sku}`),
  ({ partNumber }) => slugify(partNumber),
];

/** The number of the rule that gives the slug, or the slug. */
export function shortSlug(slug: string, named: Named): string | number {
  const rule = SLUGS.findIndex((make) => make(named) === slug);
  return rule < 0 ? slug : rule;
}

export function slugFrom(short: string | number, named: Named): string {
  if (typeof short === 'string') return short;
  const make = SLUGS[short];
  if (!make) throw new RangeError(`rule ${short} for slugs is unknown`);
  return make(named);
}

/** The title with a mark for the part number. */
export function shortTitle(title: string, partNumber: string): string {
  if (hasMark(title)) return WHOLE + title;
  return partNumber === '' ? title : title.replace(partNumber, () => MARK);
}

export function fillTitle(short: string, partNumber: string): string {
  return short.startsWith(WHOLE) ? short.slice(1) : short.replace(MARK, () => partNumber);
}

/** The summary with a character for each text of an attribute: longest texts first, left to right. */
export function shortSummary(summary: string, texts: readonly string[]): string {
  if (hasMark(summary)) return WHOLE + summary;
  const order = texts
    .map((text, place) => ({ text, place }))
    .filter(({ text, place }) => text.length >= SHORTEST && place < MOST && !hasMark(text))
    .sort((a, b) => b.text.length - a.text.length || a.place - b.place);
  let short = summary;
  for (const { text, place } of order)
    short = short.replaceAll(text, () => String.fromCharCode(FIRST + place));
  return short;
}

export function fillSummary(short: string, texts: readonly string[]): string {
  if (short.startsWith(WHOLE)) return short.slice(1);
  return short.replace(/[\ue001-\uefff]/g, (mark) => texts[mark.charCodeAt(0) - FIRST] ?? mark);
}

/** An address in two: up to its last slash, and the rest. */
export function partsOfAddress(address: string | 0): readonly [before: string | 0, last: string] {
  if (address === 0) return [0, ''];
  const at = address.lastIndexOf('/') + 1;
  return [address.slice(0, at), address.slice(at)];
}

export function addressOf(before: string | 0, last: string): string | 0 {
  return before === 0 ? 0 : before + last;
}

function hasMark(text: string): boolean {
  return /[\ue000-\uf000]/.test(text);
}

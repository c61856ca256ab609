/** One demo part: the few things that differ are given, the rest follows from its part number. Same bytes every time. */
import type { Attribute, Drawing, PriceBreak } from '#domain/catalog/product.ts';
import type { Micro } from '#domain/money/money.ts';
import type { ImportProduct, ImportVariant } from '../import/import-product.ts';

/** A choice a product offers, with what each value adds to the price (in dollars). */
export interface Choice {
  readonly name: string;
  readonly values: readonly (readonly [value: string, suffix: string, extra?: number])[];
}

export interface Part {
  readonly title: string;
  readonly maker: string;
  readonly number: string;
  readonly category: readonly string[];
  readonly summary: string;
  /** Paragraphs of plain text. */
  readonly story: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly drawing: Drawing;
  /** Major units for one. */
  readonly price: number;
  /** [from, share of the price]: 0.92 is 8 % less. */
  readonly breaks?: readonly (readonly [from: number, share: number])[];
  readonly minimum?: number;
  readonly multiple?: number;
  /** How many usually lie on the shelf. */
  readonly shelf: number;
  /** Grams. */
  readonly weight: number;
  readonly tags?: readonly string[];
  readonly choices?: readonly Choice[];
}

/** FNV-1a of a text: where the seeded numbers of a part come from, so that no part disturbs another. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** mulberry32: numbers from 0 to 1, the same ones for the same text. */
export function seeded(text: string): () => number {
  let state = seedOf(text);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Prices end where a shop would end them: whole tens of cents above five dollars, cents above one, tenths of a cent below. */
function micro(major: number): Micro {
  const step = major >= 5 ? 0.1 : major >= 0.5 ? 0.01 : 0.001;
  return Math.round(Math.round(major / step) * step * 1e6);
}

/** "6.5″ midwoofer, 8 Ω NA-165P8" -> "6-5-midwoofer-8-ohm-na-165p8" */
function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/kω/g, 'kohm')
    .replace(/ω/g, 'ohm')
    .replace(/[µμ]/g, 'u')
    .replace(/²/g, '2')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What a paragraph says beyond the summary, which stands above it on the page. */
function untold(paragraph: string, summary: string): string {
  return paragraph.startsWith(summary) ? paragraph.slice(summary.length).trim() : paragraph;
}

export function product(part: Part): ImportProduct {
  const { choices = [] } = part;
  return {
    key: part.number.toLowerCase(),
    slug: slugOf(`${part.title} ${part.number}`),
    title: part.title,
    vendor: part.maker,
    partNumber: part.number,
    summary: part.summary,
    html: part.story
      .map((paragraph) => untold(paragraph, part.summary))
      .filter(Boolean)
      .map((paragraph) => `<p>${escape(paragraph)}</p>`)
      .join('\n'),
    category: part.category,
    tags: part.tags ?? [],
    options: choices.map((c) => ({ name: c.name, values: c.values.map(([value]) => value) })),
    variants: combinations(choices).map((combination) => variant(part, combination)),
    pictures: [],
    drawing: part.drawing,
    attributes: part.attributes,
    onSale: true,
  };
}

type Combination = readonly (readonly [value: string, suffix: string, extra?: number])[];

function combinations(choices: readonly Choice[]): Combination[] {
  return choices.reduce<Combination[]>(
    (done, choice) => done.flatMap((before) => choice.values.map((value) => [...before, value])),
    [[]],
  );
}

function variant(part: Part, combination: Combination): ImportVariant {
  const sku = [part.number, ...combination.map(([, suffix]) => suffix).filter(Boolean)].join('-');
  const chance = seeded(`rack ${sku}`);
  const price = part.price + combination.reduce((sum, [, , extra = 0]) => sum + extra, 0);
  const breaks: PriceBreak[] = (part.breaks ?? []).map(([from, share]) => ({
    from,
    unitPrice: micro(price * share),
  }));
  return {
    sku,
    options: combination.map(([value]) => value),
    unitPrice: micro(price),
    ...(chance() < 0.06 && { compareAt: micro(price * 1.18) }),
    breaks,
    minimum: part.minimum ?? 1,
    multiple: part.multiple ?? 1,
    ...stock(part, chance),
    weight: Math.round(part.weight),
  };
}

/** Most parts are there; one in twelve is out, one in ten low, one in twenty can be ordered while it is out. */
function stock(part: Part, chance: () => number): Pick<ImportVariant, 'onHand' | 'lowAt' | 'backorder'> {
  const lowAt = Math.max(2, Math.round(part.shelf / 8));
  const fate = chance();
  const amount = chance();
  if (fate < 0.08) return { onHand: 0, lowAt, backorder: false };
  if (fate < 0.13) return { onHand: 0, lowAt, backorder: true };
  if (fate < 0.23) return { onHand: 1 + Math.floor(amount * lowAt), lowAt, backorder: false };
  return { onHand: lowAt + 1 + Math.round(part.shelf * (0.4 + amount)), lowAt, backorder: false };
}

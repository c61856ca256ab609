/**
 * The checks every product passes before it is staged, whatever format it came from:
 * texts made clean and bounded, variants and breaks made consistent, HTML sanitised.
 * What cannot be repaired without guessing is refused with a reason and a remedy.
 */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import type { Attribute, Option, PriceBreak } from '#domain/catalog/product.ts';
import type { SalePrice } from '#domain/catalog/sale-price.ts';
import { UNCOUNTED, type ImportProduct, type ImportVariant, type Refusal } from './import-product.ts';
import { sanitiseHtml } from './sanitise-html.ts';

export type Checked =
  | { readonly ok: true; readonly product: ImportProduct; readonly refusals: readonly Refusal[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

const MOST_VARIANTS = 2_000;
const LARGEST_PRICE = 1e15;

/** One clean line: control characters, NUL and lone surrogates gone, spaces folded, at most `most` characters. */
export function cleanLine(text: string, most: number): string {
  return text
    .toWellFormed()

    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed();
}

/** Text of several lines: as `cleanLine`, line breaks kept. */
export function cleanText(text: string, most: number): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')

    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, '')
    .trim()
    .slice(0, most)
    .toWellFormed();
}

export function checkProduct(given: ImportProduct): Checked {
  const line = given.line ?? 0;
  const refusals: Refusal[] = [];
  const refuse = (reason: string, remedy: string, column?: string) =>
    refusals.push(column === undefined ? { line, reason, remedy } : { line, column, reason, remedy });
  const key = cleanLine(given.key, 300);
  const title = cleanLine(given.title, 300);
  if (key === '') refuse('The product has no key to know it by.', 'Give it a handle, id or SKU.');
  if (title === '') refuse(`Product "${key}" has no title.`, 'Fill in its title.');
  if (given.variants.length === 0) refuse(`Product "${key}" has no row with a price.`, 'Give it a price.');
  if (given.variants.length > MOST_VARIANTS)
    refuse(
      `Product "${key}" has ${given.variants.length} variants.`,
      `Split it: ${MOST_VARIANTS} are the most.`,
    );
  if (refusals.length > 0) return { ok: false, refusals };
  const options = cleanOptions(given.options);
  const variants = checkVariants(given.variants, options.length, key, refuse);
  if (variants.length === 0) return { ok: false, refusals };
  const datasheet = cleanAddress(given.datasheet);
  const product: ImportProduct = {
    key,
    ...(given.slug ? { slug: given.slug } : {}),
    title,
    vendor: cleanLine(given.vendor, 120),
    partNumber: cleanLine(given.partNumber, 120),
    summary: cleanLine(given.summary, 600),
    html: sanitiseHtml(cleanText(given.html, 200_000)),
    category: given.category
      .map((name) => cleanLine(name, 100))
      .filter((name) => name !== '')
      .slice(0, 6),
    tags: [...new Set(given.tags.map((tag) => cleanLine(tag, 100)).filter((tag) => tag !== ''))].slice(
      0,
      250,
    ),
    options,
    variants,
    pictures: given.pictures
      .map((picture) => ({ address: cleanLine(picture.address, 2_000), alt: cleanLine(picture.alt, 300) }))
      .filter((picture) => picture.address !== '')
      .slice(0, 250),
    ...(given.drawing ? { drawing: given.drawing } : {}),
    ...(datasheet ? { datasheet } : {}),
    attributes: cleanAttributes(given.attributes),
    onSale: given.onSale,
    ...(given.line === undefined ? {} : { line: given.line }),
  };
  return { ok: true, product, refusals };
}

function cleanOptions(options: readonly Option[]): Option[] {
  return options.slice(0, 10).map((option) => ({
    name: cleanLine(option.name, 60) || 'Option',
    values: [...new Set(option.values.map((value) => cleanLine(value, 120)))],
  }));
}

type Refuse = (reason: string, remedy: string, column?: string) => void;

function checkVariants(
  given: readonly ImportVariant[],
  options: number,
  key: string,
  refuse: Refuse,
): ImportVariant[] {
  const kept: ImportVariant[] = [];
  const seen = new Set<string>();
  for (const variant of given) {
    const values = variant.options.slice(0, options).map((value) => cleanLine(value, 120));
    while (values.length < options) values.push('');
    const name = JSON.stringify(values);
    if (seen.has(name)) {
      refuse(
        options === 0
          ? `Product "${key}" has more than one row and no options to tell them apart.`
          : `Product "${key}" has two rows with the options ${values.join(' / ')}.`,
        'Give each row its own options, or remove one.',
      );
      continue;
    }
    const wrong = wrongVariant(variant);
    if (wrong) {
      refuse(`${wrong} (product "${key}")`, 'Correct the cell.');
      continue;
    }
    seen.add(name);
    kept.push(cleanVariant(variant, values));
  }
  return kept;
}

function wrongVariant(v: ImportVariant): string | undefined {
  if (!Number.isSafeInteger(v.unitPrice) || v.unitPrice < 0 || v.unitPrice > LARGEST_PRICE)
    return 'The price is no amount of money';
  if (!whole(v.minimum, 1) || !whole(v.multiple, 1))
    return 'The least or multiple quantity is no whole number';
  if (v.onHand !== undefined && !Number.isSafeInteger(v.onHand)) return 'The stock is no whole number';
  if (
    v.breaks.some(
      (step) => !whole(step.from, 1) || !Number.isSafeInteger(step.unitPrice) || step.unitPrice < 0,
    )
  )
    return 'A price break is no quantity with a price';
  return v.sale === undefined || v.sale === 'none' ? undefined : wrongSale(v.sale);
}

function wrongSale({ unitPrice, from, until }: SalePrice): string | undefined {
  if (!Number.isSafeInteger(unitPrice) || unitPrice < 0) return 'The sale price is no amount of money';
  if (until !== undefined && until <= (from ?? -Infinity)) return 'The sale ends before it begins';
  return undefined;
}

const whole = (n: number, least: number) => Number.isSafeInteger(n) && n >= least && n <= LARGEST_QUANTITY;

function cleanVariant(v: ImportVariant, options: string[]): ImportVariant {
  const barcode = v.barcode === undefined ? '' : cleanLine(v.barcode, 60);
  const weight =
    v.weight !== undefined && Number.isFinite(v.weight) && v.weight > 0 ? Math.round(v.weight) : 0;
  // Below zero is what some shops write for "sold more than we had".
  const onHand =
    v.onHand === undefined ? undefined : Math.min(v.backorder ? v.onHand : Math.max(v.onHand, 0), 1e12);
  return {
    sku: cleanLine(v.sku, 120),
    ...(barcode ? { barcode } : {}),
    options,
    unitPrice: v.unitPrice,
    ...(v.compareAt !== undefined && Number.isSafeInteger(v.compareAt) && v.compareAt > v.unitPrice
      ? { compareAt: v.compareAt }
      : {}),
    // A sale price that is not lower is none.
    ...(v.sale !== undefined && {
      sale: v.sale === 'none' || v.sale.unitPrice >= v.unitPrice ? ('none' as const) : v.sale,
    }),
    breaks: cleanBreaks(v.breaks, v.minimum, v.unitPrice),
    minimum: v.minimum,
    multiple: v.multiple,
    ...(onHand === undefined ? {} : { onHand }),
    ...(v.lowAt !== undefined && (v.lowAt === UNCOUNTED || whole(v.lowAt, 0)) ? { lowAt: v.lowAt } : {}),
    backorder: v.backorder,
    ...(weight > 0 ? { weight } : {}),
  };
}

/** Rising by quantity, above the minimum, each another price than the one before. */
function cleanBreaks(breaks: readonly PriceBreak[], minimum: number, unitPrice: number): PriceBreak[] {
  const rising = [...new Map(breaks.map((step) => [step.from, step.unitPrice])).entries()]
    .filter(([from]) => from > minimum)
    .sort(([a], [b]) => a - b);
  return rising
    .map(([from, price]) => ({ from, unitPrice: price }))
    .filter((step, index, all) => step.unitPrice !== (index === 0 ? unitPrice : all[index - 1]!.unitPrice));
}

function cleanAttributes(attributes: readonly Attribute[]): Attribute[] {
  const byKey = new Map<string, Attribute>();
  for (const attribute of attributes.slice(0, 400)) {
    const label = cleanLine(attribute.label, 120);
    const text = cleanLine(attribute.text, 1_000);
    if (label === '' || attribute.key === '' || byKey.has(attribute.key)) continue;
    byKey.set(attribute.key, { ...attribute, label, text });
  }
  return [...byKey.values()];
}

function cleanAddress(address: string | undefined): string | undefined {
  const text = cleanLine(address ?? '', 2_000);
  if (text.startsWith('/') && !text.startsWith('//')) return text;
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol) ? text : undefined;
}

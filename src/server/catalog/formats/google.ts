/**
 * Google Merchant feeds, as a tab-separated table or as XML (RSS, Atom, and the plain <products> dialect of price
 * comparison sites). Entries of one item group are the variants of one product.
 */
import { attributeOf } from '#domain/catalog/attributes.ts';
import type { Attribute, Option } from '#domain/catalog/product.ts';
import {
  UNCOUNTED,
  type ImportItem,
  type ImportProduct,
  type ImportVariant,
} from '../import/import-product.ts';
import { isRefusal, type Table } from '../reader/table.ts';
import type { XmlRecord } from '../reader/xml-records.ts';
import { noteOf, refusalOf, shopPrice, type FormatContext, type Items } from './format.ts';
import { readSale } from './sale-cells.ts';
import { summaryOf } from './summary.ts';

export function isGoogleTable(table: Pick<Table, 'has'>): boolean {
  return ['id', 'title', 'price', 'availability'].every((column) => table.has(column));
}

/** One entry of either form. */
interface Entry {
  readonly line: number;
  all(...names: string[]): readonly string[];
  get(...names: string[]): string;
}

/** Properties in which the entries of a group may differ, in the order a shopper chooses. */
const OPTIONS = [
  ['color', 'Color'],
  ['size', 'Size'],
  ['material', 'Material'],
  ['pattern', 'Pattern'],
  ['gender', 'Gender'],
  ['age_group', 'Age group'],
] as const;

const FACTS = [...OPTIONS, ['condition', 'Condition'], ['energy_efficiency_class', 'Energy class']] as const;

/** The products of a table in Google's columns. */
export async function* googleTableItems(table: Table, context: FormatContext): Items {
  for (const text of table.notes) yield noteOf(text);
  const groups = new Groups(context);
  for await (const row of table.rows) {
    if (isRefusal(row)) yield refusalOf(row);
    else {
      const get = (...names: string[]) =>
        names.map((name) => row.get(name)).find((text) => text !== '') ?? '';
      const all = (...names: string[]) =>
        names
          .flatMap((name) =>
            row
              .get(name)
              .split(',')
              .map((part) => part.trim()),
          )
          .filter((part) => part !== '');
      yield* groups.add({ line: row.line, get, all });
    }
  }
  yield* groups.rest();
}

/** The products of an XML feed. */
export async function* googleXmlItems(records: AsyncIterable<XmlRecord>, context: FormatContext): Items {
  const groups = new Groups(context);
  let isEmpty = true;
  for await (const { line, fields } of records) {
    isEmpty = false;
    const all = (...names: string[]) =>
      names.flatMap((name) => fields.get(name) ?? []).filter((text) => text !== '');
    yield* groups.add({ line, all, get: (...names) => all(...names)[0] ?? '' });
  }
  if (isEmpty) yield noteOf('The file has no <item>, <entry> or <product>.');
  yield* groups.rest();
}

class Groups {
  readonly #context: FormatContext;
  readonly #groups = new Map<string, Entry[]>();

  constructor(context: FormatContext) {
    this.#context = context;
  }

  /** A single product at once; the entries of a group wait for each other. */
  *add(entry: Entry): Generator<ImportItem> {
    const group = entry.get('item_group_id');
    if (group === '') yield* this.#product(entry.get('id'), [entry]);
    else {
      const known = this.#groups.get(group);
      if (known) known.push(entry);
      else this.#groups.set(group, [entry]);
    }
  }

  *rest(): Generator<ImportItem> {
    for (const [group, entries] of this.#groups) yield* this.#product(group, entries);
  }

  *#product(key: string, entries: readonly Entry[]): Generator<ImportItem> {
    const sold: { entry: Entry; micro: number }[] = [];
    for (const entry of entries) {
      const dates = entry.get('sale_price_effective_date');
      const price = shopPrice(
        dates === '' ? entry.get('sale_price', 'price') : entry.get('price'),
        this.#context,
      );
      if (price.ok) sold.push({ entry, micro: price.micro });
      else
        yield refusalOf({
          line: entry.line,
          column: 'price',
          reason: `${price.reason} (${entry.get('id')})`,
          remedy: price.remedy,
        });
    }
    const first = sold[0]?.entry;
    if (!first) return;
    const { options, chosen } = optionsOf(sold.map(({ entry }) => entry));
    const html = first.get('description', 'content', 'summary');
    const type = first.get('product_type', 'google_product_category', 'category');
    const pictures = sold.flatMap(({ entry }) => [
      ...entry.all('image_link', 'image_url'),
      ...entry.all('additional_image_link'),
    ]);
    const product: ImportProduct = {
      key,
      title: groupTitle(sold.map(({ entry }) => entry.get('title'))),
      vendor: first.get('brand'),
      partNumber: first.get('mpn'),
      summary: summaryOf(html),
      html,
      // A bare number names a category of Google's list; the list is not ours.
      category: /^\d+$/.test(type)
        ? []
        : type
            .split('>')
            .map((name) => name.trim())
            .filter((name) => name !== ''),
      tags: [],
      options,
      variants: sold.map(({ entry, micro }, index) => this.#variant(entry, micro, chosen[index]!)),
      pictures: [...new Set(pictures)].map((address) => ({ address, alt: '' })),
      attributes: factsOf(first, options),
      onSale: true,
      line: first.line,
    };
    yield { kind: 'product', product };
  }

  #variant(entry: Entry, unitPrice: number, options: readonly string[]): ImportVariant {
    const regular = shopPrice(entry.get('price'), this.#context);
    const availability = entry.get('availability').replace(/_/g, ' ').toLowerCase();
    const isIn = availability === 'in stock';
    const isLater = ['backorder', 'preorder'].includes(availability);
    const barcode = entry.get('gtin', 'ean');
    return {
      sku: entry.get('id'),
      ...(barcode ? { barcode } : {}),
      options,
      unitPrice,
      ...(regular.ok && regular.micro > unitPrice ? { compareAt: regular.micro } : {}),
      sale: datedSaleOf(entry, this.#context),
      breaks: [],
      minimum: 1,
      multiple: 1,
      // The feed says whether, never how many.
      ...(isIn ? { lowAt: UNCOUNTED } : { onHand: 0 }),
      backorder: isIn || isLater,
      ...weightOf(entry.get('shipping_weight', 'product_weight')),
    };
  }
}

/** "2026-11-27T00:00Z/2026-12-01T00:00Z"; dates nobody can read are no sale: the regular price stands. */
function datedSaleOf(entry: Entry, context: FormatContext): NonNullable<ImportVariant['sale']> {
  const [from = '', until = ''] = entry.get('sale_price_effective_date').split('/');
  if (from === '') return 'none';
  const read = readSale({ price: entry.get('sale_price'), from, until }, context);
  return read.ok ? read.sale : 'none';
}

/** The options in which the entries differ; where no property tells them apart, the end of their titles or their ids. */
function optionsOf(entries: readonly Entry[]): { options: Option[]; chosen: string[][] } {
  if (entries.length === 1) return { options: [], chosen: [[]] };
  const named = OPTIONS.filter(([name]) => new Set(entries.map((entry) => entry.get(name))).size > 1);
  let chosen = entries.map((entry) => named.map(([name]) => entry.get(name) || 'Any'));
  let names: string[] = named.map(([, label]) => label);
  if (new Set(chosen.map((values) => JSON.stringify(values))).size < entries.length) {
    const titles = entries.map((entry) => entry.get('title'));
    const start = groupTitle(titles).length;
    const ends = titles.map((title) =>
      title
        .slice(start)
        .replace(/^[\s\-–|,:(]+/, '')
        .replace(/\)$/, ''),
    );
    const isTelling = new Set(ends).size === entries.length && ends.every((end) => end !== '');
    chosen = entries.map((entry, index) => [isTelling ? ends[index]! : entry.get('id')]);
    names = ['Variant'];
  }
  const options = names.map((name, index) => ({
    name,
    values: [...new Set(chosen.map((values) => values[index]!))],
  }));
  return { options, chosen };
}

/** What the titles of a group have in common, up to a whole word; the first title where that is nothing. */
function groupTitle(titles: readonly string[]): string {
  const [first = ''] = titles;
  let length = first.length;
  for (const title of titles) {
    let same = 0;
    while (same < length && title[same] === first[same]) same += 1;
    length = same;
  }
  if (length === first.length) return first;
  const shared = first
    .slice(0, length)
    .replace(/\S*$/, '')
    .replace(/[\s\-–|,:(]+$/, '');
  return shared.length >= 3 ? shared : first;
}

function factsOf(entry: Entry, options: readonly Option[]): Attribute[] {
  const chosen = new Set(options.map((option) => option.name));
  return FACTS.filter(([, label]) => !chosen.has(label)).flatMap(([name, label]) => {
    const text = entry.get(name);
    return text === '' ? [] : attributeOf(label, text);
  });
}

function weightOf(text: string): { weight?: number } {
  const found = /^(\d+(?:\.\d+)?)\s*(kg|g|lb|oz)$/i.exec(text);
  if (!found) return {};
  const grams = { kg: 1_000, g: 1, lb: 453.59237, oz: 28.349523125 }[found[2]!.toLowerCase()] ?? 0;
  return { weight: Number(found[1]) * grams };
}

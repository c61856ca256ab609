/** Any table by a mapping file: one row, one product with one variant. */
import type { PriceBreak } from '#domain/catalog/product.ts';
import { UNCOUNTED, type ImportItem, type ImportProduct, type Refusal } from '../import/import-product.ts';
import { isRefusal, type Table, type TableRow } from '../reader/table.ts';
import { noteOf, refusalOf, shopPrice, type FormatContext, type Items, type PriceResult } from './format.ts';
import { columnsOf, type ImportMap } from './import-map.ts';
import { AttributeReader } from './mapped-attributes.ts';
import { readSale, type SaleResult } from './sale-cells.ts';
import { fillIn, type JsonCells } from './template.ts';

/** The products of a table. Columns the map names and the table lacks are told once, as a refusal of line 1. */
export async function* mappedItems(table: Table, map: ImportMap, context: FormatContext): Items {
  for (const text of table.notes) yield noteOf(text);
  const named = [
    map.vendor,
    map.partNumber,
    map.summary,
    map.html,
    map.sku,
    map.price,
    map.stock,
    map.datasheet,
  ];
  for (const template of new Set(named))
    if (isMissing(table, template))
      yield noteOf(`The table has no column "${template}", which the map names.`);
  for (const template of [map.key, map.title])
    if (isMissing(table, template)) {
      yield refusalOf({
        line: 1,
        column: template,
        reason: `The table has no column for "${template}", which the map needs.`,
        remedy: `Correct the map, or the header: it has ${table.columns.slice(0, 12).join(', ')}.`,
      });
      return;
    }
  const reader = new RowReader(table, map, context);
  for await (const row of table.rows) yield isRefusal(row) ? refusalOf(row) : reader.read(row);
}

/** Whether a template names columns and the table has none of them. */
function isMissing(table: Table, template: string): boolean {
  const columns = columnsOf(template).filter((name) => name !== 'file');
  return columns.length > 0 && !columns.some((name) => table.has(name.split('.', 1)[0]!) || table.has(name));
}

class RowReader {
  readonly #map: ImportMap;
  readonly #context: FormatContext;
  readonly #attributes: AttributeReader;

  constructor(table: Table, map: ImportMap, context: FormatContext) {
    this.#map = map;
    this.#context = context;
    this.#attributes = new AttributeReader(table, map, usedColumns(map));
  }

  read(row: TableRow): ImportItem {
    const map = this.#map;
    const json = this.#jsonOf(row);
    if ('remedy' in json) return refusalOf(json);
    const fill = (template: string) => fillIn(template, row, json.cells, this.#context.file);
    const breaks = this.#breaks(row);
    if ('remedy' in breaks) return refusalOf(breaks);
    const [first, ...more] = breaks;
    const price: PriceResult = first ? { ok: true, micro: first.unitPrice } : this.#price(fill(map.price));
    if (!price.ok) {
      const column = map.priceBreaks?.column ?? map.price;
      return refusalOf({ line: row.line, column, reason: price.reason, remedy: price.remedy });
    }
    const stock = fill(map.stock).replace(/[,\s](?=\d{3}\b)/g, '');
    if (stock !== '' && !/^-?\d+(\.0+)?$/.test(stock))
      return refusalOf({
        line: row.line,
        column: map.stock,
        reason: `"${stock.slice(0, 40)}" is no count.`,
        remedy: 'Write the stock as a whole number.',
      });
    const sale = map.sale ? this.#sale(map.sale, fill) : undefined;
    if (sale?.ok === false) {
      const column = map.sale?.[sale.field] ?? '';
      return refusalOf({ line: row.line, column, reason: sale.reason, remedy: sale.remedy });
    }
    const compareAt = map.compareAt ? this.#price(fill(map.compareAt)) : undefined;
    const minimum = Math.max(count(fill(map.minimum)), first?.from ?? 1);
    const weight = Number(fill(map.weight));
    const barcode = fill(map.barcode);
    const slug = map.slug === undefined ? '' : fill(map.slug);
    const datasheet = fill(map.datasheet);
    const product: ImportProduct = {
      key: fill(map.key),
      ...(slug ? { slug } : {}),
      title: fill(map.title),
      vendor: fill(map.vendor),
      partNumber: fill(map.partNumber),
      summary: fill(map.summary),
      html: fill(map.html),
      category: this.#category(fill),
      tags: map.tags ? list(fill(map.tags.column), map.tags.separator) : [],
      options: [],
      variants: [
        {
          sku: fill(map.sku),
          ...(barcode ? { barcode } : {}),
          options: [],
          unitPrice: price.micro,
          ...(compareAt?.ok ? { compareAt: compareAt.micro } : {}),
          ...(sale && { sale: sale.sale }),
          breaks: more,
          minimum,
          multiple: count(fill(map.multiple)),
          ...(stock === '' ? {} : { onHand: Math.trunc(Number(stock)) }),
          ...(map.uncounted && stock === '' ? { lowAt: UNCOUNTED } : {}),
          backorder: map.uncounted && stock === '',
          ...(weight > 0 ? { weight } : {}),
        },
      ],
      pictures: this.#pictures(fill),
      ...(datasheet ? { datasheet } : {}),
      attributes: this.#attributes.read(row, json.cells),
      onSale: true,
      line: row.line,
    };
    return { kind: 'product', product };
  }

  #price(text: string): PriceResult {
    return shopPrice(this.#inCurrency(text), this.#context, this.#map.decimal);
  }

  #sale(columns: NonNullable<ImportMap['sale']>, fill: (template: string) => string): SaleResult {
    const cells = {
      price: this.#inCurrency(fill(columns.price)),
      from: fill(columns.from),
      until: fill(columns.until),
    };
    return readSale(cells, this.#context, this.#map.decimal);
  }

  #inCurrency(text: string): string {
    const named = this.#map.currency;
    return named && /^[\d.,\s]*\d[\d.,\s]*$/.test(text) ? `${text} ${named}` : text;
  }

  #breaks(row: TableRow): readonly PriceBreak[] | Refusal {
    const syntax = this.#map.priceBreaks;
    const text = syntax ? row.get(syntax.column) : '';
    if (!syntax || text === '') return [];
    const steps: PriceBreak[] = [];
    for (const entry of text.split(syntax.entries).filter((part) => part.trim() !== '')) {
      const [quantity = '', amount = ''] = entry.split(syntax.pair);
      const from = Number(quantity.split(syntax.range, 1)[0]);
      const price = this.#price(amount.trim());
      if (!Number.isSafeInteger(from) || from < 1 || !price.ok)
        return {
          line: row.line,
          column: syntax.column,
          reason: `"${entry.slice(0, 40)}" is no quantity with its price.`,
          remedy: `Write it like 1${syntax.range}9${syntax.pair}0.61${syntax.entries}10${syntax.range}${syntax.pair}0.49.`,
        };
      steps.push({ from, unitPrice: price.micro });
    }
    return steps.sort((a, b) => a.from - b.from);
  }

  #jsonOf(row: TableRow): { readonly cells: JsonCells } | Refusal {
    const cells = new Map<string, Readonly<Record<string, unknown>>>();
    for (const column of this.#map.attributes?.json ?? []) {
      const text = row.get(column);
      if (text === '') continue;
      try {
        const found: unknown = JSON.parse(text);
        if (typeof found === 'object' && found !== null && !Array.isArray(found))
          cells.set(column, found as Readonly<Record<string, unknown>>);
      } catch (error) {
        return {
          line: row.line,
          column,
          reason: `The cell is no JSON object: ${(error as Error).message.slice(0, 100)}`,
          remedy: 'Correct the cell, or leave the column out of the map.',
        };
      }
    }
    return { cells };
  }

  #category(fill: (template: string) => string): string[] {
    const { category } = this.#map;
    if ('column' in category) {
      const [first = ''] = category.list
        ? list(fill(category.column), category.list)
        : [fill(category.column)];
      return list(first, category.separator);
    }
    return category.map(fill).filter((name) => name !== '');
  }

  #pictures(fill: (template: string) => string): ImportProduct['pictures'] {
    const { pictures } = this.#map;
    if (!pictures) return [];
    const cells = pictures.separator
      ? list(fill(pictures.column), pictures.separator)
      : [fill(pictures.column)];
    return cells
      .filter((cell) => cell !== '')
      .map((cell) => ({ address: `${pictures.prefix}${cell}`, alt: '' }));
  }
}

function usedColumns(map: ImportMap): string[] {
  const { category, tags, priceBreaks, pictures, attributes, sale } = map;
  const templates = [
    ...Object.values(map).filter((value) => typeof value === 'string'),
    ...('column' in category ? [category.column] : category),
    ...[tags, priceBreaks, pictures].flatMap((part) => part?.column ?? []),
    ...Object.values(sale ?? {}),
    ...Object.values(attributes?.columns ?? {}),
    ...(attributes?.json ?? []),
  ];
  return templates.flatMap(columnsOf);
}

const list = (text: string, separator: string) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const count = (text: string) => (/^\d{1,7}$/.test(text) ? Math.max(1, Number(text)) : 1);

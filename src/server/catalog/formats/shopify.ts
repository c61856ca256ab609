/**
 * Shopify product CSV: rows of one handle are one product. The first bears its title and texts; every row with a price
 * is a variant; a row with only a picture adds that picture.
 */
import { attributeKey, attributeOf } from '#domain/catalog/attributes.ts';
import type { Attribute, Option, PriceBreak } from '#domain/catalog/product.ts';
import {
  UNCOUNTED,
  type ImportItem,
  type ImportProduct,
  type ImportVariant,
} from '../import/import-product.ts';
import { isRefusal, type Table, type TableRow } from '../reader/table.ts';
import { noteOf, refusalOf, shopPrice, type FormatContext, type Items } from './format.ts';
import { shopifyColumns, type ShopifyColumns, type ShopifyField } from './shopify-columns.ts';
import { OWN, readBreaks } from './shopify-own.ts';
import { readSale, type SaleResult } from './sale-cells.ts';
import { fromSpreadsheet } from './spreadsheet-cell.ts';
import { summaryOf } from './summary.ts';

type Get = (row: TableRow, field: ShopifyField) => string;

/** The products of a Shopify file. */
export async function* shopifyItems(table: Table, context: FormatContext): Items {
  const columns = shopifyColumns(table);
  for (const text of columns.notes) yield noteOf(text);
  yield noteOf(`The file names no currency: its prices are taken as ${context.currency.code}.`);
  if (!columns.names.has('quantity'))
    yield noteOf('The file has no stock counts: what stands stays, new tracked products begin with none.');
  const get: Get = (row, field) => {
    const name = columns.names.get(field);
    return name === undefined ? '' : fromSpreadsheet(row.get(name));
  };
  let group: TableRow[] = [];
  let handle = '';
  for await (const row of table.rows) {
    if (isRefusal(row)) {
      yield refusalOf(row);
      continue;
    }
    const own = get(row, 'handle') || (get(row, 'title') ? '' : handle);
    if (own === '') {
      yield refusalOf({
        line: row.line,
        column: columns.names.get('handle')!,
        reason: 'The row has no handle.',
        remedy: 'Give every row the handle of its product.',
      });
      continue;
    }
    if (own !== handle && group.length > 0) {
      yield* productItems(group, handle, columns, get, context);
      group = [];
    }
    handle = own;
    group.push(row);
  }
  if (group.length > 0) yield* productItems(group, handle, columns, get, context);
}

function* productItems(
  rows: readonly TableRow[],
  handle: string,
  columns: ShopifyColumns,
  get: Get,
  context: FormatContext,
): Generator<ImportItem> {
  const first = rows.find((row) => get(row, 'title') !== '') ?? rows[0]!;
  const names = (['option1Name', 'option2Name', 'option3Name'] as const).map((field) =>
    rows.map((row) => get(row, field)).find((name) => name !== ''),
  );
  const isPlain =
    names[0] === undefined || (names[0] === 'Title' && names[1] === undefined && isDefault(rows, get));
  const count = isPlain ? 0 : names.findLastIndex((name) => name !== undefined) + 1;
  const variants: ImportVariant[] = [];
  for (const row of rows) {
    const hasOption = get(row, 'option1') !== '';
    if (get(row, 'price') === '' && !hasOption && get(row, 'sku') === '') continue;
    const price = shopPrice(get(row, 'price'), context);
    if (!price.ok) {
      const column = columns.names.get('price') ?? 'Price';
      yield refusalOf({
        line: row.line,
        column,
        reason: `${price.reason} (${handle})`,
        remedy: price.remedy,
      });
      continue;
    }
    const sale = saleOf(row, context);
    if (sale?.ok === false) {
      const column = { price: OWN.sale, from: OWN.saleFrom, until: OWN.saleUntil }[sale.field];
      yield refusalOf({ line: row.line, column, reason: `${sale.reason} (${handle})`, remedy: sale.remedy });
      continue;
    }
    variants.push({ ...variantOf(row, price.micro, count, get, context), ...(sale && { sale: sale.sale }) });
  }
  const options: Option[] = Array.from({ length: count }, (_, index) => ({
    name: names[index] ?? `Option ${index + 1}`,
    values: [...new Set(variants.map((variant) => variant.options[index] ?? ''))],
  }));
  // Every row was refused above, each with its reason: the product adds nothing to that.
  if (variants.length === 0 && rows.some((row) => get(row, 'price') !== '')) return;
  yield { kind: 'product', product: productOf(first, rows, handle, options, variants, columns, get) };
}

const isDefault = (rows: readonly TableRow[], get: Get) =>
  rows.every((row) => ['', 'Default Title'].includes(get(row, 'option1')));

function productOf(
  first: TableRow,
  rows: readonly TableRow[],
  handle: string,
  options: readonly Option[],
  variants: readonly ImportVariant[],
  columns: ShopifyColumns,
  get: Get,
): ImportProduct {
  const html = get(first, 'html');
  const status = get(first, 'status').toLowerCase();
  const published = get(first, 'published').toLowerCase();
  const type = get(first, 'type');
  const taxonomy = get(first, 'category')
    .split('>')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const address = first.get(OWN.datasheet);
  return {
    key: handle,
    slug: handle,
    title: get(first, 'title'),
    vendor: get(first, 'vendor'),
    partNumber: fromSpreadsheet(first.get(OWN.partNumber)),
    summary: get(first, 'summary') || summaryOf(html),
    html,
    category: taxonomy.length > 0 ? taxonomy : type === '' ? [] : [type],
    tags: get(first, 'tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    options,
    variants,
    pictures: pictures(rows, get),
    ...(address ? { datasheet: address } : {}),
    attributes: attributesOf(first, taxonomy.length > 0 ? type : '', columns),
    onSale: status ? status === 'active' : !['false', 'no', '0'].includes(published),
    line: first.line,
  };
}

function pictures(rows: readonly TableRow[], get: Get): ImportProduct['pictures'] {
  const byAddress = new Map<string, string>();
  for (const row of rows) {
    const address = get(row, 'image');
    if (address !== '' && !byAddress.has(address)) byAddress.set(address, get(row, 'imageAlt'));
  }
  return [...byAddress].map(([address, alt]) => ({ address, alt }));
}

function attributesOf(row: TableRow, type: string, { metafields }: ShopifyColumns): Attribute[] {
  const found = type === '' ? [] : [attributeOf('Type', type)];
  for (const { column, label, name } of metafields) {
    const text = fromSpreadsheet(row.get(column));
    if (text === '' || name.startsWith('cartwright.') || name.startsWith('shopify--discovery')) continue;
    const key = attributeKey(label);
    found.push(attributeOf(label, text, found.some((known) => known.key === key) ? attributeKey(name) : key));
  }
  return found;
}

/** Of our own columns; undefined where the file is silent. */
function saleOf(row: TableRow, context: FormatContext): SaleResult | undefined {
  const price = row.get(OWN.sale);
  if (price === '') return undefined;
  return readSale({ price, from: row.get(OWN.saleFrom), until: row.get(OWN.saleUntil) }, context);
}

function variantOf(
  row: TableRow,
  unitPrice: number,
  options: number,
  get: Get,
  context: FormatContext,
): ImportVariant {
  const compareAt = shopPrice(get(row, 'compareAt'), context);
  const isTracked = get(row, 'tracker') !== '';
  const quantity = get(row, 'quantity');
  const grams = Number(get(row, 'grams'));
  const policy = get(row, 'policy').toLowerCase();
  const breaks: readonly PriceBreak[] = readBreaks(row.get(OWN.breaks));
  return {
    sku: unquoted(get(row, 'sku')),
    ...(get(row, 'barcode') ? { barcode: unquoted(get(row, 'barcode')) } : {}),
    options: (['option1', 'option2', 'option3'] as const).slice(0, options).map((field) => get(row, field)),
    unitPrice,
    ...(compareAt.ok ? { compareAt: compareAt.micro } : {}),
    breaks,
    minimum: Number(row.get(OWN.minimum)) || 1,
    multiple: Number(row.get(OWN.multiple)) || 1,
    ...(isTracked && /^-?\d+$/.test(quantity) ? { onHand: Number(quantity) } : {}),
    // What Shopify does not track is always for sale.
    backorder: !isTracked || ['continue', 'true', 'yes'].includes(policy),
    ...(isTracked ? (row.get(OWN.lowAt) ? { lowAt: Number(row.get(OWN.lowAt)) } : {}) : { lowAt: UNCOUNTED }),
    ...(grams > 0 ? { weight: grams } : {}),
  };
}

/** Spreadsheets keep leading zeros by an apostrophe before the number. */
const unquoted = (text: string) => text.replace(/^'(?=\d)/, '');

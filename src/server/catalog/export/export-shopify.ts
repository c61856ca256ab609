/**
 * The catalog as Shopify product CSV. What came from Shopify's format is written so that reading it again changes nothing;
 * what Shopify has no column for stands in metafields of our own. Cells that would run as formulas are neutralised.
 */
import { attributeKey } from '#domain/catalog/attributes.ts';
import type { Attribute, PriceBreak } from '#domain/catalog/product.ts';
import type { VariantRow } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { OWN, writeBreaks } from '../formats/shopify-own.ts';
import { toSpreadsheet } from '../formats/spreadsheet-cell.ts';
import { UNCOUNTED } from '../import/import-product.ts';
import { DEFAULT_LOW_AT } from '../import/staged.ts';
import { everyProduct, type WholeProduct } from './every-product.ts';

const COLUMNS = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Product Category',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'SEO Description',
  'Status',
  ...Object.values(OWN),
] as const;

type Cells = Partial<Record<(typeof COLUMNS)[number], string | number>> & Record<string, string | number>;

/** The lines of the file, header first, each with its line end. */
export async function* exportShopify(shop: Shop): AsyncGenerator<string> {
  const metafields = await metafieldColumns(shop);
  const columns = [...COLUMNS, ...metafields.values()];
  yield lineOf(columns.map(String));
  const handles = await shopifyHandles(shop);
  for await (const product of everyProduct(shop)) {
    const { source, external_key, slug, id } = product.row;
    const handle = source === 'shopify' ? external_key : handles.has(slug) ? `${slug}-${id}` : slug;
    for (const cells of rowsOf(product, handle, metafields))
      yield lineOf(columns.map((column) => toSpreadsheet(String(cells[column] ?? ''))));
  }
}

/** Column of each attribute, by label and key; those that are known by their label alone come first. */
async function metafieldColumns(shop: Shop): Promise<Map<string, string>> {
  const found = new Map<string, Attribute>();
  for await (const { body } of everyProduct(shop))
    for (const attribute of body.attributes) if (!isType(attribute)) found.set(nameOf(attribute), attribute);
  const byLabel = (attribute: Attribute) => (attribute.key === attributeKey(attribute.label) ? 0 : 1);
  const ordered = [...found].sort(([, a], [, b]) => byLabel(a) - byLabel(b));
  return new Map(
    ordered.map(([name, { label, key }]) => [
      name,
      `${label} (product.metafields.${key === attributeKey(label) ? `custom.${key}` : key})`,
    ]),
  );
}

const nameOf = ({ label, key }: Attribute) => `${label}\u0000${key}`;
const isType = ({ label, key }: Attribute) => label === 'Type' && key === 'type';

async function shopifyHandles(shop: Shop): Promise<Set<string>> {
  const rows = await shop.database.read
    .selectFrom('products')
    .select('external_key')
    .where('source', '=', 'shopify')
    .execute();
  return new Set(rows.map((row) => row.external_key));
}

function* rowsOf(
  product: WholeProduct,
  handle: string,
  metafields: ReadonlyMap<string, string>,
): Generator<Cells> {
  const { variants, body } = product;
  const rows = Math.max(variants.length, body.pictures.length, 1);
  for (let index = 0; index < rows; index++) {
    const variant = variants[index];
    const picture = body.pictures[index];
    yield {
      Handle: handle,
      ...(index === 0 ? productCells(product, metafields) : {}),
      ...(variant ? variantCells(variant, product) : {}),
      ...(picture
        ? { 'Image Src': picture.address, 'Image Position': index + 1, 'Image Alt Text': picture.alt }
        : {}),
    };
  }
}

function productCells({ row, body, category }: WholeProduct, metafields: ReadonlyMap<string, string>): Cells {
  const attributes = body.attributes
    .filter((attribute) => !isType(attribute))
    .map((attribute) => [metafields.get(nameOf(attribute)) ?? '', attribute.text] as const);
  return {
    Title: row.title,
    'Body (HTML)': body.html,
    Vendor: row.vendor,
    'Product Category': category.join(' > '),
    Type: body.attributes.find(isType)?.text ?? '',
    Tags: body.tags.join(', '),
    Published: row.on_sale === 1 ? 'TRUE' : 'FALSE',
    Status: row.on_sale === 1 ? 'active' : 'draft',
    'SEO Description': body.summary,
    ...(row.part_number ? { [OWN.partNumber]: row.part_number } : {}),
    ...(body.datasheet ? { [OWN.datasheet]: body.datasheet } : {}),
    ...Object.fromEntries(attributes),
  };
}

function variantCells(variant: VariantRow, { body }: WholeProduct): Cells {
  const values = JSON.parse(variant.options) as string[];
  const breaks = JSON.parse(variant.breaks) as PriceBreak[];
  const isCounted = variant.low_at !== UNCOUNTED;
  const options = body.options.slice(0, 3).flatMap((option, index) => [
    [`Option${index + 1} Name`, option.name],
    [`Option${index + 1} Value`, values[index] ?? ''],
  ]);
  return {
    ...(options.length > 0
      ? Object.fromEntries(options)
      : { 'Option1 Name': 'Title', 'Option1 Value': 'Default Title' }),
    'Variant SKU': variant.sku,
    'Variant Grams': variant.weight ?? '',
    'Variant Inventory Tracker': isCounted ? 'shopify' : '',
    'Variant Inventory Qty': isCounted ? variant.on_hand : '',
    'Variant Inventory Policy': variant.backorder === 1 ? 'continue' : 'deny',
    'Variant Price': decimal(variant.unit_price),
    'Variant Compare At Price': variant.compare_at === null ? '' : decimal(variant.compare_at),
    'Variant Barcode': variant.barcode ?? '',
    ...(breaks.length > 0 ? { [OWN.breaks]: writeBreaks(breaks) } : {}),
    ...(variant.minimum > 1 ? { [OWN.minimum]: variant.minimum } : {}),
    ...(variant.multiple > 1 ? { [OWN.multiple]: variant.multiple } : {}),
    ...(variant.sale_price !== null && {
      [OWN.sale]: decimal(variant.sale_price),
      [OWN.saleFrom]: moment(variant.sale_from),
      [OWN.saleUntil]: moment(variant.sale_until),
    }),
    ...(isCounted && variant.low_at !== DEFAULT_LOW_AT ? { [OWN.lowAt]: variant.low_at } : {}),
  };
}

const moment = (at: number | null) => (at === null ? '' : new Date(at).toISOString());

/** Micro-units as a plain decimal, exactly. */
function decimal(micro: number): string {
  const whole = Math.trunc(micro / 1e6);
  const rest = String(micro % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return rest === '' ? String(whole) : `${whole}.${rest}`;
}

function lineOf(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(',')}\r\n`;
}

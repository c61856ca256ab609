/** Column names of Shopify's product CSV, the classic ones and those of 2024 and later, by what they mean. */
import { columnKey, type Table } from '../reader/table.ts';

/** Meaning -> names, older first. */
export const SHOPIFY = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  html: ['Body (HTML)', 'Body HTML', 'Description'],
  vendor: ['Vendor'],
  category: ['Product Category', 'Product category'],
  type: ['Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  sku: ['Variant SKU', 'SKU'],
  barcode: ['Variant Barcode', 'Barcode'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  image: ['Image Src', 'Product image URL'],
  imageAlt: ['Image Alt Text', 'Image alt text'],
  summary: ['SEO Description', 'SEO description'],
  option1Name: ['Option1 Name'],
  option1: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3: ['Option3 Value'],
} as const satisfies Record<string, readonly string[]>;

export type ShopifyField = keyof typeof SHOPIFY;

/** Columns that say nothing of what a shopper sees here; left without a word. */
const SILENT = new Set(
  [
    'Variant Fulfillment Service',
    'Fulfillment service',
    'Variant Requires Shipping',
    'Requires shipping',
    'Variant Taxable',
    'Charge tax',
    'Variant Tax Code',
    'Tax code',
    'Image Position',
    'Image position',
    'Variant Image',
    'Variant image URL',
    'Variant Weight Unit',
    'Weight unit for display',
    'Cost per item',
    'Gift Card',
    'SEO Title',
    'Custom Collection',
    'Collection',
  ].map(columnKey),
);

export interface Metafield {
  readonly column: string;
  readonly label: string;
  /** "custom.delivery_time". */
  readonly name: string;
}

export interface ShopifyColumns {
  readonly names: ReadonlyMap<ShopifyField, string>;
  readonly metafields: readonly Metafield[];
  readonly notes: readonly string[];
}

/** Known by its handle, its title and a column only Shopify has. */
export function isShopify(table: Pick<Table, 'has'>): boolean {
  const any = (field: ShopifyField) => SHOPIFY[field].some((name) => table.has(name));
  return any('handle') && any('title') && (any('option1') || table.has('Variant Price') || any('html'));
}

export function shopifyColumns(table: Table): ShopifyColumns {
  const names = new Map<ShopifyField, string>();
  for (const [field, choices] of Object.entries(SHOPIFY) as [ShopifyField, readonly string[]][]) {
    const found = choices.find((name) => table.has(name));
    if (found !== undefined) names.set(field, found);
  }
  const used = new Set([...names.values()].map(columnKey));
  const metafields: Metafield[] = [];
  const left = { markets: new Set<string>(), google: 0, others: [] as string[] };
  for (const column of table.columns) {
    const key = columnKey(column);
    if (key === '' || used.has(key) || SILENT.has(key)) continue;
    const metafield = /^(.*?)\s*\(product\.metafields\.([^)]+)\)$/.exec(column);
    const market = /^(?:included|price|compare[- ]at price) \/ (.+)$/i.exec(column);
    if (metafield) {
      metafields.push({ column, label: metafield[1] || metafield[2]!, name: metafield[2]! });
    } else if (market) left.markets.add(market[1]!);
    else if (key.startsWith('google shopping /')) left.google += 1;
    else if (!/^(option\d linked to|unit price .*)$/.test(key)) left.others.push(column);
  }
  const notes = [...table.notes];
  if (left.markets.size > 0)
    notes.push(`Prices per market (${[...left.markets].join(', ')}) are left: the shop has one currency.`);
  if (left.google > 0) notes.push(`${left.google} columns "Google Shopping / ..." are left.`);
  for (const column of left.others)
    notes.push(`Column "${column}" is left: Shopify's format does not name it.`);
  return { names, metafields, notes };
}

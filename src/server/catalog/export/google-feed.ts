/** Our own Google Merchant feed (RSS 2.0 with g: names): every variant on sale, streaming. */
import { plainText } from '../import/sanitise-html.ts';
import type { Shop } from '#server/shop.ts';
import type { VariantRow } from '#server/database/tables.ts';
import { variantOf } from '../read/rows.ts';
import { readPictures } from '../read/pictures.ts';
import { everyProduct, type WholeProduct } from './every-product.ts';

const AVAILABILITY: Readonly<Record<string, string>> = {
  in: 'in_stock',
  low: 'in_stock',
  backorder: 'backorder',
  out: 'out_of_stock',
};

export async function* googleFeed(shop: Shop, shopName: string): AsyncGenerator<string> {
  const origin = shop.settings.ORIGIN;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>${xml(shopName)}</title><link>${xml(origin)}/</link><description>${xml(shopName)}</description>
`;
  for await (const product of everyProduct(shop, { onSaleOnly: true })) {
    const pictures = await readPictures(shop, [product.row]);
    const first = product.body.pictures.flatMap(({ address }) => pictures.get(address)?.src ?? [])[0];
    for (const variant of product.variants)
      yield entry(shop, product, variant, first === undefined ? '' : new URL(first, origin).href);
  }
  yield '</channel></rss>\n';
}

function entry(shop: Shop, product: WholeProduct, variant: VariantRow, picture: string): string {
  const { row, body, category, variants } = product;
  const options = JSON.parse(variant.options) as string[];
  const hasSiblings = variants.length > 1;
  const fields: (readonly [name: string, text: string])[] = [
    ['id', String(variant.id)],
    ['item_group_id', hasSiblings ? String(row.id) : ''],
    ['title', hasSiblings ? `${row.title} - ${options.join(' / ')}` : row.title],
    ['description', (body.summary || plainText(body.html) || row.title).slice(0, 5_000)],
    ['link', `${shop.settings.ORIGIN}/p/${encodeURIComponent(row.slug)}`],
    ['image_link', picture],
    ['availability', AVAILABILITY[variant.stock_state] ?? 'out_of_stock'],
    ...prices(variant, shop.currency.code),
    ['brand', row.vendor],
    ['mpn', row.part_number || variant.sku],
    ['gtin', /^\d{8,14}$/.test(variant.barcode ?? '') ? (variant.barcode ?? '') : ''],
    ['condition', 'new'],
    ['product_type', category.join(' > ')],
    ['shipping_weight', variant.weight === null ? '' : `${variant.weight} g`],
    ...body.options.flatMap((option, index) => {
      const name = { color: 'color', colour: 'color', size: 'size', material: 'material' }[
        option.name.toLowerCase()
      ];
      return name ? [[name, options[index] ?? ''] as const] : [];
    }),
  ];
  const lines = fields
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `<g:${name}>${xml(text)}</g:${name}>`);
  return `<item>${lines.join('')}</item>\n`;
}

function prices(row: VariantRow, currency: string): (readonly [string, string])[] {
  const price = (micro: number) => `${amount(micro)} ${currency}`;
  const dated = datedSale(row);
  if (dated)
    return [
      ['price', price(row.unit_price)],
      ['sale_price', price(dated.price)],
      ['sale_price_effective_date', dated.dates],
    ];
  const { unitPrice, compareAt } = variantOf(row);
  return compareAt === undefined
    ? [['price', price(unitPrice)]]
    : [
        ['price', price(compareAt)],
        ['sale_price', price(unitPrice)],
      ];
}

/** Google wants both ends of a sale; one with an open end is told only while it is on. */
function datedSale({
  sale_price,
  sale_from,
  sale_until,
}: VariantRow): { price: number; dates: string } | undefined {
  if (sale_price === null || sale_from === null || sale_until === null) return undefined;
  const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
  return { price: sale_price, dates: `${minute(sale_from)}/${minute(sale_until)}` };
}

/** At least two decimals, at most six: parts cost 0.0027. */
function amount(micro: number): string {
  return (micro / 1e6).toFixed(6).replace(/0{1,4}$/, '');
}

/** Text of an XML element; characters XML does not have are left out. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The electronics tables of the shared data as search documents; undefined where the data is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { attributeOf } from '#domain/catalog/attributes.ts';
import type { PriceBreak } from '#domain/catalog/product.ts';
import { slugify } from '#domain/catalog/slug.ts';
import type { SearchDocument } from '#domain/search/document.ts';

export const SHARED = resolve(
  process.env['CARTWRIGHT_SHARED'] ?? `${import.meta.dirname}/../../../../shared`,
);

type Row = Readonly<Record<string, string>>;

export function readLcsc(name: 'lcsc-parts' | 'lcsc-audio-parts'): SearchDocument[] | undefined {
  const file = `${SHARED}/data/electronics/${name}.csv.gz`;
  if (!existsSync(file)) return undefined;
  const rows = parse(gunzipSync(readFileSync(file)), { columns: true }) as Row[];
  return rows.map(documentOfRow);
}

function documentOfRow(row: Row): SearchDocument {
  const breaks = breaksOf(row['price_breaks_usd'] ?? '');
  const names = [row['category'] ?? '', row['subcategory'] ?? ''];
  const top = slugify(names[0]!);
  const stock = Number(row['stock']);
  return {
    id: Number(row['lcsc_part']!.slice(1)),
    title: `${row['mfr_part']} ${names[1]}`,
    vendor: row['manufacturer'] ?? '',
    codes: [row['mfr_part']!, row['lcsc_part']!],
    crumbs: [
      { path: top, name: names[0]! },
      { path: `${top}/${slugify(names[1]!)}`, name: names[1]! },
    ],
    tags: [],
    text: row['description'] ?? '',
    attributes: [
      attributeOf('Package', row['package'] ?? ''),
      ...Object.entries(JSON.parse(row['attributes'] || '{}') as Record<string, string>).map(
        ([label, text]) => attributeOf(label, text),
      ),
    ],
    offers: breaks[0] ? [{ unitPrice: breaks[0].unitPrice, breaks: breaks.slice(1) }] : [],
    stock: stock === 0 ? 'out' : stock < 10 ? 'low' : 'in',
  };
}

function breaksOf(text: string): PriceBreak[] {
  return text
    .split(';')
    .filter(Boolean)
    .map((step) => {
      const [span = '', price = ''] = step.split(':');
      return { from: Number.parseInt(span, 10), unitPrice: Math.round(Number(price) * 1e6) };
    });
}

/**
 * A merchant's file into the shop: opened, recognised, read and handed to `importProducts`.
 * A file that cannot be read is refused with where and why, and nothing is changed, whatever was read before the fault.
 */
import type { Shop } from '#server/shop.ts';
import type { ImportItem } from '../import/import-product.ts';
import { importProducts, type ImportOptions } from '../import/import-products.ts';
import type { ImportReport } from '../import/report.ts';
import { openText } from '../reader/decode.ts';
import { headOf, openTable, type Table } from '../reader/table.ts';
import { UnreadableFile } from '../reader/unreadable.ts';
import { xmlRecords } from '../reader/xml-records.ts';
import type { FormatContext } from './format.ts';
import { googleTableItems, googleXmlItems, isGoogleTable } from './google.ts';
import { checkImportMap, type ImportMap } from './import-map.ts';
import { mappedItems } from './mapped.ts';
import components from './maps/components.json' with { type: 'json' };
import { shopifyItems } from './shopify.ts';
import { isShopify } from './shopify-columns.ts';
import { worded } from './template.ts';
import { isWooCommerce, wooItems } from './woocommerce.ts';

export type FormatName = 'auto' | 'shopify' | 'woocommerce' | 'google' | 'csv';
export const FORMATS: readonly FormatName[] = ['auto', 'shopify', 'woocommerce', 'google', 'csv'];

export interface ImportFile {
  /** File name, for the list of generations. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface ImportFileOptions extends ImportOptions {
  readonly format?: FormatName;
  readonly map?: ImportMap;
  /** Shop's currency per unit of another: EUR -> 1.08. */
  readonly rates?: ReadonlyMap<string, number>;
}

export type ImportFileResult =
  | { readonly ok: true; readonly format: string; readonly report: ImportReport }
  | {
      readonly ok: false;
      readonly reason: 'unreadable' | 'unknown-format';
      readonly message: string;
      readonly remedy: string;
      readonly line: number;
      readonly column?: number;
    };

interface Recognised {
  readonly format: string;
  readonly source: string;
  readonly items: AsyncIterable<ImportItem>;
}

/** Maps that ship with the shop, recognised by their columns. */
const shipped: readonly ImportMap[] = [components].map((given) => {
  const checked = checkImportMap(given);
  if (!checked.ok) throw new Error(checked.reason);
  return checked.map;
});

/** Imports one file. `reason: 'unreadable'` changed nothing. */
export async function importFile(
  shop: Shop,
  file: ImportFile,
  options: ImportFileOptions,
): Promise<ImportFileResult> {
  try {
    const opened = await openText(file.bytes);
    const context: FormatContext = {
      currency: shop.currency,
      rates: options.rates ?? new Map(),
      file: worded(
        file.name
          .replace(/^.*[\\/]/, '')
          .replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '')
          .replaceAll('-', ' '),
      ),
    };
    const recognised = await recognise(opened.text, context, options);
    if (!recognised)
      return {
        ok: false,
        reason: 'unknown-format',
        message: 'The columns belong to no format this shop knows.',
        remedy: 'Say which column is what: --map MAP.json.',
        line: 1,
      };
    const report = await importProducts(shop, recognised.source, withNotes(recognised.items, opened.notes), {
      ...options,
      cause: options.cause ?? `import ${recognised.format} ${file.name}`,
    });
    return { ok: true, format: recognised.format, report };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { message, remedy, line, column } = error;
    return {
      ok: false,
      reason: 'unreadable',
      message,
      remedy,
      line,
      ...(column === undefined ? {} : { column }),
    };
  }
}

async function recognise(
  text: AsyncIterable<string>,
  context: FormatContext,
  { format = 'auto', map }: ImportFileOptions,
): Promise<Recognised | undefined> {
  const { head, all } = await headOf(text);
  if (/^\ufeff?\s*<(\?xml|rss|feed|products)\b/.test(head))
    return { format: 'google', source: 'google', items: googleXmlItems(xmlRecords(all), context) };
  const table = await openTable(all, map?.delimiter);
  if (map && (format === 'auto' || format === 'csv')) return mapped(table, map, context);
  const is = (name: FormatName, known: (table: Table) => boolean) =>
    format === name || (format === 'auto' && known(table));
  if (is('shopify', isShopify))
    return { format: 'shopify', source: 'shopify', items: shopifyItems(table, context) };
  if (is('woocommerce', isWooCommerce))
    return { format: 'woocommerce', source: 'woocommerce', items: wooItems(table, context) };
  if (is('google', isGoogleTable))
    return { format: 'google', source: 'google', items: googleTableItems(table, context) };
  const known = shipped.find(
    ({ recognise: columns }) => columns.length > 0 && columns.every((column) => table.has(column)),
  );
  return known && mapped(table, known, context);
}

function mapped(table: Table, map: ImportMap, context: FormatContext): Recognised {
  const source = `csv:${map.name}`;
  return { format: source, source, items: mappedItems(table, map, context) };
}

/** The reader's own notes are complete when the text is. */
async function* withNotes(
  items: AsyncIterable<ImportItem>,
  notes: readonly string[],
): AsyncGenerator<ImportItem> {
  yield* items;
  for (const text of notes) yield { kind: 'note', text };
}

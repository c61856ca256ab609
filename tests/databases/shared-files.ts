/** Every real file of ../shared/data that an import can meet, with the map for those of no format of their own. */
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { checkImportMap, type ImportMap } from '#server/catalog/formats/import-map.ts';
import { importFile, type ImportFileResult } from '#server/catalog/formats/import-file.ts';
import type { Shop } from '#server/shop.ts';

const root = resolve(import.meta.dirname, '../..');
export const data = join(process.env['CARTWRIGHT_SHARED'] ?? resolve(root, '../shared'), 'data');
export const hasShared = existsSync(data);

/** A map of tests/fixtures/maps. */
export function fixtureMap(name: string): ImportMap {
  const file = join(root, 'tests/fixtures/maps', `${name}.json`);
  const checked = checkImportMap(JSON.parse(readFileSync(file, 'utf8')));
  if (!checked.ok) throw new Error(`${file}: ${checked.reason}`);
  return checked.map;
}

const FOLDERS = [
  'shopify',
  'woocommerce',
  'google-merchant',
  'electronics',
  'catalogues',
  'hostile',
  'loudspeakers',
];

/** Paths within data/, the largest file left to the bench. */
export function sharedFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(data, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'lcsc-parts.csv.gz')
      .map((entry) => relative(data, join(entry.parentPath, entry.name))),
  ).sort();
}

function mapFor(file: string): string | undefined {
  if (file.startsWith('hostile')) return 'anything';
  if (file.includes('pc-parts')) return 'pc-parts';
  if (file.includes('amazon')) return 'marketplace';
  if (file.includes('plugin-export')) return 'woo-plugin';
  if (file.includes('loudspeakers')) return 'drivers';
  return undefined;
}

/** Imports one of them into `shop`. */
export function importShared(shop: Shop, file: string, apply: boolean): Promise<ImportFileResult> {
  const map = mapFor(file);
  return importFile(
    shop,
    { name: basename(file), bytes: createReadStream(join(data, file)) },
    {
      apply,
      ...(map ? { map: fixtureMap(map) } : {}),
      rates: new Map([
        ['INR', 0.012],
        ['SEK', 0.1],
        ['EUR', 1.08],
      ]),
    },
  );
}

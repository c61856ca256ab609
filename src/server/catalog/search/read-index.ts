/**
 * A category's search segment for devices, packed with brotli: built on the building process when first asked for, kept
 * in SHOP_DIR/segments until the category changes. Segments of one generation never change, so anyone may keep them.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SEGMENT_VERSION } from '#domain/search/segment/container.ts';
import { WHOLE_SHOP } from '#protocol/feed.ts';
import type { Shop } from '#server/shop.ts';
import { keptOf } from '../read/kept.ts';
import { searchOf } from './search-engine.ts';

export type IndexResult =
  | { readonly ok: true; readonly packed: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly reason: 'not-found' | 'superseded' };

const building = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** The segment of the products at home in `category`, at that category's newest generation and no other. */
export async function readIndex(shop: Shop, category: number, generation: number): Promise<IndexResult> {
  const newest = await generationOf(shop, category);
  if (newest === undefined) return { ok: false, reason: 'not-found' };
  if (newest !== generation) return { ok: false, reason: 'superseded' };
  const file = join(folderOf(shop), `${stampOf(shop)}-${category}-${generation}.br`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return { ok: true, packed: new Uint8Array(kept) };
  let work = building.get(file);
  if (!work) {
    work = searchOf(shop)
      .builder.build({ kind: 'packed', categories: category === WHOLE_SHOP ? undefined : [category] })
      .then(({ segment }) => new Uint8Array(segment))
      .finally(() => building.delete(file));
    building.set(file, work);
  }
  const packed = await work;
  // Rows read while a newer generation was published are not what this address promises for ever.
  if ((await generationOf(shop, category)) !== generation) return { ok: false, reason: 'superseded' };
  await keep(shop, category, file, packed);
  return { ok: true, packed };
}

async function generationOf(shop: Shop, category: number): Promise<number | undefined> {
  const memory = await keptOf(shop);
  return category === WHOLE_SHOP ? memory.generation : memory.categories.get(category)?.generation;
}

/** Writes the file whole or not at all, and takes older ones of the category away. */
async function keep(shop: Shop, category: number, file: string, packed: Uint8Array): Promise<void> {
  const folder = folderOf(shop);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, packed, { mode: 0o600 });
    await rename(draft, file);
    const own = new RegExp(`-${category}-\\d+\\.br$`);
    for (const name of await readdir(folder))
      if (own.test(name) && join(folder, name) !== file) await rm(join(folder, name), { force: true });
  } catch {
    // A disk that refuses costs a build next time, nothing else.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function folderOf(shop: Shop): string {
  return join(shop.settings.SHOP_DIR, 'segments');
}

function stampOf(shop: Shop): string {
  return shop.secrets
    .sign('search-index', String(SEGMENT_VERSION))
    .slice(0, 12)
    .replace(/[^A-Za-z0-9]/g, '0');
}

/**
 * The newest whole segment on disk, so that a start, or another process, need not build it again.
 * SHOP_DIR/segments/<stamp>-<generation>.seg; the stamp tells shops and forms apart. Losing it costs a build.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SEGMENT_VERSION } from '#domain/search/segment/container.ts';
import type { Shop } from '#server/shop.ts';

/** Older ones that stay, for processes that are reading them. */
const KEPT = 2;

export interface KeptSegment {
  readonly generation: number;
  readonly segment: ArrayBuffer;
}

/** The newest segment not above `generation`; undefined where there is none to be read. */
export async function readKeptSegment(shop: Shop, generation: number): Promise<KeptSegment | undefined> {
  const newest = (await generationsIn(shop)).find((found) => found <= generation);
  if (newest === undefined) return undefined;
  try {
    const bytes = await readFile(fileOf(shop, newest));
    return { generation: newest, segment: new Uint8Array(bytes).buffer };
  } catch {
    return undefined;
  }
}

/** Writes a segment whole or not at all; a disk that refuses is no harm. */
export async function keepSegment(shop: Shop, { generation, segment }: KeptSegment): Promise<void> {
  const file = fileOf(shop, generation);
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(folderOf(shop), { recursive: true, mode: 0o700 });
    await writeFile(draft, new Uint8Array(segment), { mode: 0o600 });
    await rename(draft, file);
    for (const old of (await generationsIn(shop)).slice(KEPT)) await rm(fileOf(shop, old), { force: true });
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** Newest first. */
async function generationsIn(shop: Shop): Promise<number[]> {
  const names = await readdir(folderOf(shop)).catch((): string[] => []);
  const prefix = `${stampOf(shop)}-`;
  return names
    .filter((name) => name.startsWith(prefix) && /-\d+\.seg$/.test(name))
    .map((name) => Number(name.slice(prefix.length, -'.seg'.length)))
    .sort((a, b) => b - a);
}

function folderOf(shop: Shop): string {
  return join(shop.settings.SHOP_DIR, 'segments');
}

function fileOf(shop: Shop, generation: number): string {
  return join(folderOf(shop), `${stampOf(shop)}-${generation}.seg`);
}

function stampOf(shop: Shop): string {
  return shop.secrets
    .sign('search-segment', String(SEGMENT_VERSION))
    .slice(0, 12)
    .replace(/[^A-Za-z0-9]/g, '0');
}

/**
 * Which part of the catalog this device keeps, and bringing it up to date. A catalog within the byte budget is kept
 * whole; of a larger one the categories the visitor chose, then those they looked at, as far as the budget goes.
 * With data-saver on, only what was chosen.
 */
import type { HomeAnswer, ManifestAnswer, NavAnswer } from '#protocol/catalog.ts';
import type { ManifestCategory } from '#protocol/feed.ts';
import type { DeviceDatabase, Stored } from '../database.ts';
import { dropCategory, wholeOnes } from './category-store.ts';
import { feedOfChanges } from './changes-of-all.ts';
import { networkFeed, type Feed } from './feed-lines.ts';
import { isManifest, writeManifest, type KeptManifest } from './manifest-store.ts';
import { packShelf } from './packed-shelf.ts';
import { syncCategory } from './sync-category.ts';
import type { KeptCategory } from './kept-category.ts';

/** Unpacked bytes; about a fifth of it travels. */
export const BUDGET = 20_000_000;
const CHOICES = 'keep-offline';
const VISITS = 'categories-visited';
const MOST_VISITS = 40;

export interface KeepPorts {
  readonly database: DeviceDatabase;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly savesData: () => boolean;
  readonly progress?: (done: number, of: number) => void;
}

export type KeepResult =
  | { readonly ok: true; readonly generation: number; readonly changed: number; readonly bytes: number }
  | { readonly ok: false; readonly reason: 'unheard' | 'cut' | 'storage' };

export interface Shelved {
  readonly manifest: KeptManifest | undefined;
  readonly kept: readonly KeptCategory[];
  readonly chosen: readonly number[];
}

/** Asks for the manifest and syncs what is wanted and behind. Call it as the only one of this device. */
export async function keepCatalog(ports: KeepPorts): Promise<KeepResult> {
  const heard = await hear(ports);
  if (!heard) return { ok: false, reason: 'unheard' };
  const shelved = await readShelved(ports.database);
  if (!shelved.ok) return { ok: false, reason: 'storage' };
  const { kept, chosen } = shelved.value;
  const visited = await readNumbers(ports.database, VISITS);
  const wanted = wantedOf(heard.manifest.categories, kept, chosen, visited, ports.savesData());
  const behind = heard.manifest.categories.filter(
    (one) => wanted.has(one.id) && (kept.find((k) => k.id === one.id)?.generation ?? 0) < one.generation,
  );
  const isWhole = heard.manifest.categories.every((one) => one.bytes === 0 || wanted.has(one.id));
  const feed = await feedFor(networkFeed(ports.fetch), isWhole, behind, kept);
  let bytes = 0;
  for (const [done, category] of behind.entries()) {
    ports.progress?.(done, behind.length);
    const { database, now } = ports;
    const synced = await syncCategory({ database, feed, now }, category.id);
    if (!synced.ok) return synced;
    bytes += synced.bytes;
  }
  if (behind.length > 0) ports.progress?.(behind.length, behind.length);
  const isOnSale = (id: number) =>
    heard.manifest.categories.some((category) => category.id === id && category.bytes > 0);
  // What found no room any more makes some. Data-saver fetches less; it does not take away.
  for (const { id } of kept)
    if (!isOnSale(id) || (!wanted.has(id) && !ports.savesData())) await dropCategory(ports.database, id);
  // The tree last: until then pages go on with the one they know.
  const written = await writeManifest(ports.database, heard);
  if (!written.ok) return { ok: false, reason: 'storage' };
  await packShelf(ports.database);
  return { ok: true, generation: heard.manifest.generation, changed: behind.length, bytes };
}

/** One question for all where everything is kept and more than one category has changed; else each is asked. */
async function feedFor(
  network: Feed,
  isWhole: boolean,
  behind: readonly ManifestCategory[],
  kept: readonly KeptCategory[],
): Promise<Feed> {
  const here = behind.flatMap((category) => kept.find((one) => one.id === category.id)?.generation ?? []);
  if (!isWhole || here.length < 2) return network;
  return feedOfChanges(network, Math.min(...here));
}

/** Ids of the categories to keep: all within the budget, else chosen ones, then visits, newest first, then what is here already. */
export function wantedOf(
  categories: readonly ManifestCategory[],
  kept: readonly KeptCategory[],
  chosen: readonly number[],
  visited: readonly number[],
  savesData: boolean,
): Set<number> {
  const full = categories.filter((one) => one.bytes > 0);
  const total = full.reduce((sum, one) => sum + one.bytes, 0);
  if (total <= BUDGET && !savesData) return new Set(full.map((one) => one.id));
  const wanted = new Set(full.filter((one) => chosen.includes(one.id)).map((one) => one.id));
  if (savesData) return wanted;
  let room = BUDGET - sizeOf(full, wanted);
  for (const id of [...visited, ...kept.map((one) => one.id)]) {
    const category = full.find((one) => one.id === id);
    if (!category || wanted.has(id) || category.bytes > room) continue;
    wanted.add(id);
    room -= category.bytes;
  }
  return wanted;
}

const sizeOf = (categories: readonly ManifestCategory[], ids: ReadonlySet<number>) =>
  categories.reduce((sum, one) => (ids.has(one.id) ? sum + one.bytes : sum), 0);

/** Manifest, frame and start page, as the server has them now; undefined when it is silent or not ours. */
async function hear(ports: KeepPorts): Promise<KeptManifest | undefined> {
  const get = async <T>(name: string): Promise<T> => {
    // Asked of the server itself: a copy some seconds old would put the change off to the next sync.
    const response = await ports.fetch(`/api/catalog/${name}`, {
      cache: 'no-cache',
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) throw new TypeError(`${name} answered ${response.status}`);
    return (await response.json()) as T;
  };
  try {
    const [manifest, nav, home] = await Promise.all([
      get<ManifestAnswer>('manifest'),
      get<NavAnswer>('nav'),
      get<HomeAnswer>('home'),
    ]);
    if (!Array.isArray(manifest.categories) || typeof manifest.generation !== 'number') return undefined;
    return { kind: 'manifest', manifest, nav, home, asOf: ports.now() };
  } catch {
    return undefined;
  }
}

/** Everything that is kept, for the page that lists it. */
export function readShelved(database: DeviceDatabase): Promise<Stored<Shelved>> {
  return database.work(['categories', 'settings'], 'readonly', async (tx) => {
    const values = await tx.objectStore('categories').getAll();
    const chosen = await tx.objectStore('settings').get(CHOICES);
    return {
      manifest: values.find(isManifest),
      kept: wholeOnes(values),
      chosen: numbersOf(chosen),
    };
  });
}

/** "Keep offline" for one category, on or off; off forgets what is here of it at once. */
export async function chooseToKeep(database: DeviceDatabase, id: number, isOn: boolean): Promise<void> {
  const before = await readNumbers(database, CHOICES);
  await writeNumbers(
    database,
    CHOICES,
    isOn ? [...new Set([...before, id])] : before.filter((one) => one !== id),
  );
  if (!isOn) await dropCategory(database, id);
}

/** The visitor looked at these categories; the newest come first. */
export async function noteVisits(database: DeviceDatabase, ids: readonly number[]): Promise<void> {
  const before = await readNumbers(database, VISITS);
  await writeNumbers(database, VISITS, [...new Set([...ids, ...before])].slice(0, MOST_VISITS));
}

/** Forgets the whole catalog; the cart, the name and the orders stay. */
export async function forgetCatalog(database: DeviceDatabase): Promise<void> {
  await database.work(
    ['categories', 'catalogRecords', 'catalogDirectory', 'segments'],
    'readwrite',
    async (tx) => {
      await Promise.all([
        tx.objectStore('categories').clear(),
        tx.objectStore('catalogRecords').clear(),
        tx.objectStore('catalogDirectory').clear(),
        tx.objectStore('segments').clear(),
      ]);
    },
  );
}

async function readNumbers(database: DeviceDatabase, name: string): Promise<readonly number[]> {
  const read = await database.work(['settings'], 'readonly', (tx) => tx.objectStore('settings').get(name));
  return read.ok ? numbersOf(read.value) : [];
}

async function writeNumbers(
  database: DeviceDatabase,
  name: string,
  numbers: readonly number[],
): Promise<void> {
  await database.work(['settings'], 'readwrite', async (tx) => {
    await tx.objectStore('settings').put(numbers, name);
  });
}

function numbersOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((one): one is number => Number.isSafeInteger(one)) : [];
}

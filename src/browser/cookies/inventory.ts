/** What this shop keeps on this device right now, read live, and the ways to delete it. */
import { CART_COOKIE, CART_ID_COOKIE, NAME_COOKIE } from '#protocol/cookies.ts';
import { wipeDatabase, type DeviceDatabase } from '../database.ts';
import type { StoreName } from '../stores.ts';
import type { CookieJar } from './jar.ts';

export interface KeptThing {
  readonly name: string;
  /** What is in it now, in plain words; '' when it is not there. */
  readonly content: string;
  /** Bytes, roughly; undefined where the browser does not say. */
  readonly bytes: number | undefined;
}

/** Stores that belong together for a reader, by the names the published list uses. */
const GROUPS: readonly (readonly StoreName[])[] = [
  ['cart', 'lineSnapshots'],
  ['profile'],
  ['outbox', 'keys'],
  ['ordersSeen'],
  ['catalogRecords', 'catalogDirectory', 'categories', 'segments'],
  ['recentlyViewed', 'settings'],
];

export function groupNames(): string[] {
  return GROUPS.map((group) => group.join(', '));
}

/** The readable cookies as they are now. Script cannot see the id of the cart: whether it is there, only the server knows. */
export function keptCookies(jar: CookieJar): KeptThing[] {
  return [CART_COOKIE, NAME_COOKIE].map((name) => {
    const value = jar.get(name);
    return { name, content: value ?? '', bytes: value === undefined ? 0 : name.length + value.length + 1 };
  });
}

export async function keptStores(database: DeviceDatabase): Promise<KeptThing[]> {
  const kept: KeptThing[] = [];
  for (const group of GROUPS) {
    const counted = await database.work([...group], 'readonly', async (tx) => {
      let entries = 0;
      let bytes = 0;
      for (const name of group) {
        const store = tx.objectStore(name);
        entries += await store.count();
        // Keys cannot be read out of the browser; the catalog would be slow to weigh.
        if (!['keys', 'catalogRecords', 'segments', 'catalogDirectory'].includes(name))
          for (const value of await store.getAll()) bytes += JSON.stringify(value)?.length ?? 0;
      }
      return { entries, bytes };
    });
    const { entries, bytes } = counted.ok ? counted.value : { entries: 0, bytes: 0 };
    const content =
      entries === 0 ? '' : entries === 1 ? '1 entry' : `${entries.toLocaleString('en-US')} entries`;
    kept.push({ name: group.join(', '), content, bytes: bytes > 0 || entries === 0 ? bytes : undefined });
  }
  return kept;
}

export async function clearGroup(database: DeviceDatabase, name: string): Promise<boolean> {
  const group = GROUPS.find((one) => one.join(', ') === name);
  if (!group) return false;
  const done = await database.work([...group], 'readwrite', async (tx) => {
    for (const store of group) await tx.objectStore(store).clear();
  });
  return done.ok;
}

/** The shop's own copy of the cart and all three cookies, the unreadable one included. False when nobody answered. */
export async function forgetOnServer(): Promise<boolean> {
  try {
    const response = await fetch('/api/cart', { method: 'DELETE', signal: AbortSignal.timeout(10_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Everything of this shop on this device. What could not be deleted is named. */
export async function forgetAll(database: DeviceDatabase, jar: CookieJar): Promise<string[]> {
  const left: string[] = [];
  if (!(await forgetOnServer())) left.push(CART_ID_COOKIE);
  for (const name of [CART_COOKIE, NAME_COOKIE]) jar.remove(name);
  database.close();
  if (!(await wipeDatabase())) left.push('IndexedDB');
  try {
    localStorage.clear();
    sessionStorage.clear();
    for (const name of await caches.keys()) await caches.delete(name);
  } catch {
    left.push('Cache storage');
  }
  return left;
}

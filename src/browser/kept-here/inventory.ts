/** What this shop keeps on this device right now, read live, and the ways to delete it. */
import type { CartViewAnswer } from '#protocol/cart.ts';
import { CART_COOKIE, CART_ID_COOKIE, DAY_SECONDS, NAME_COOKIE } from '#protocol/cookies.ts';
import type { Tabs } from '../cart/tabs.ts';
import { isKept } from '../catalog/category-store.ts';
import { wipeDatabase, type DeviceDatabase } from '../database.ts';
import type { StoreName } from '../stores.ts';
import { dropCaches, dropWorker } from '../worker/drop-caches.ts';
import { describeCookie, describeStores, type Contents } from './describe.ts';
import type { CookieJar } from '../cookies/jar.ts';

export interface KeptThing {
  readonly name: string;
  /** What is in it now, in plain words; '' when it is not there. */
  readonly content: string;
  /** Bytes, roughly; undefined where the browser does not say. */
  readonly bytes: number | undefined;
  /** Milliseconds: when it last changed; undefined where nobody noted it. */
  readonly at?: number | undefined;
  /** What is lost for good by deleting it: to be asked about first. */
  readonly loses?: string | undefined;
}

/** Stores that belong together for a reader, by the names the published list uses. */
const GROUPS: readonly (readonly StoreName[])[] = [
  ['cart', 'lineSnapshots'],
  ['profile'],
  ['outbox', 'keys'],
  ['ordersSeen'],
  ['catalogRecords', 'catalogDirectory', 'categories', 'segments'],
  ['recentlyViewed'],
  ['settings'],
];
export const CACHES = 'Cache storage';
const WORKER = 'Service worker';
const SESSION = 'sessionStorage';

/** The catalog would be slow to read whole; its categories say how large it is. */
const UNREAD: readonly StoreName[] = ['catalogRecords', 'segments', 'catalogDirectory'];

/** The readable cookies as they are now. Script cannot see the id of the cart: whether it is there, only the server knows. */
export async function keptCookies(jar: CookieJar, days: number): Promise<KeptThing[]> {
  return Promise.all(
    [CART_COOKIE, NAME_COOKIE].map(async (name) => {
      const value = jar.get(name);
      const bytes = value === undefined ? 0 : name.length + value.length + 1;
      return { name, bytes, content: describeCookie(name, value).content, at: await writtenAt(name, days) };
    }),
  );
}

/** A cookie tells when it ends, where the browser has the Cookie Store API; its lifetime is known, hence when it was written. */
async function writtenAt(name: string, days: number): Promise<number | undefined> {
  if (!('cookieStore' in globalThis)) return undefined;
  const expires = await cookieStore.get(name).then(
    (cookie) => (cookie as { expires?: number | null } | null)?.expires,
    () => undefined,
  );
  return typeof expires === 'number' ? expires - days * DAY_SECONDS * 1_000 : undefined;
}

export async function keptStores(database: DeviceDatabase): Promise<KeptThing[]> {
  const kept: KeptThing[] = [];
  for (const group of GROUPS) {
    const read = await database.work([...group], 'readonly', async (tx) => {
      const contents: Contents = {};
      for (const name of group)
        if (!UNREAD.includes(name)) contents[name] = await tx.objectStore(name).getAll();
      return contents;
    });
    const contents = read.ok ? read.value : {};
    kept.push({ name: group.join(', '), bytes: weigh(contents), ...describeStores(contents) });
  }
  return [...kept, await keptCaches(), await keptWorker(), keptSession()];
}

/** Keys cannot be read out of the browser and weigh next to nothing; the catalog is as large as the server says. */
function weigh(contents: Contents): number {
  if (contents.categories)
    return contents.categories
      .filter(isKept)
      .reduce((sum, one) => sum + (one.generation > 0 ? one.bytes : 0), 0);
  return Object.values(contents)
    .flat()
    .reduce<number>((sum, value) => sum + (JSON.stringify(value)?.length ?? 0), 0);
}

async function keptCaches(): Promise<KeptThing> {
  try {
    let files = 0;
    for (const name of await caches.keys()) files += (await (await caches.open(name)).keys()).length;
    const estimate = (await navigator.storage?.estimate()) as
      { usageDetails?: { caches?: number } } | undefined;
    const content = files === 0 ? '' : `${files.toLocaleString('en-US')} files of the shop itself`;
    return { name: CACHES, content, bytes: files === 0 ? 0 : estimate?.usageDetails?.caches };
  } catch {
    return { name: CACHES, content: '', bytes: 0 };
  }
}

async function keptWorker(): Promise<KeptThing> {
  const found = await navigator.serviceWorker?.getRegistrations().catch(() => []);
  return { name: WORKER, content: found?.length ? 'the program' : '', bytes: undefined };
}

function keptSession(): KeptThing {
  try {
    const entries = Object.entries(sessionStorage);
    const bytes = entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
    return { name: SESSION, content: entries.length > 0 ? 'how far you had scrolled' : '', bytes };
  } catch {
    return { name: SESSION, content: '', bytes: 0 };
  }
}

export async function clearGroup(database: DeviceDatabase, name: string): Promise<boolean> {
  if (name === CACHES) return isDone(dropCaches);
  if (name === WORKER) return isDone(dropWorker);
  if (name === SESSION) return isDone(clearSession);
  const group = GROUPS.find((one) => one.join(', ') === name);
  if (!group) return false;
  const done = await database.work([...group], 'readwrite', async (tx) => {
    for (const store of group) await tx.objectStore(store).clear();
  });
  return done.ok;
}

async function isDone(task: () => Promise<void>): Promise<boolean> {
  try {
    await task();
    return true;
  } catch {
    return false;
  }
}

/** Of this tab; the page that is left notes its place anew, so the next one does it again. */
export async function clearSession(): Promise<void> {
  sessionStorage.clear();
}

/** Whether the browser sends the number of the cart: only the server sees it. Undefined when nobody answers. */
export async function askForId(): Promise<boolean | undefined> {
  try {
    const response = await fetch('/api/cart', { signal: AbortSignal.timeout(10_000) });
    const answer = response.ok ? ((await response.json()) as Partial<CartViewAnswer>) : undefined;
    return typeof answer?.hasId === 'boolean' ? answer.hasId : undefined;
  } catch {
    return undefined;
  }
}

/** The shop's own copy of the cart and the cookie that names it, or all three. False when nobody answered. */
export async function forgetOnServer(cookies: 'id' | 'all'): Promise<boolean> {
  try {
    const response = await fetch(`/api/cart${cookies === 'id' ? '?only=id' : ''}`, {
      method: 'DELETE',
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Everything of this shop on this device. What could not be deleted is named.
 * A sync under way would set the cookies anew, so it is waited for. Other tabs are told first, that none of them begins
 * another, and last, because one may have looked into the stores meanwhile.
 */
export function forgetAll(database: DeviceDatabase, jar: CookieJar, tabs: Tabs): Promise<string[]> {
  return tabs.alone(async () => {
    tabs.announce('forgotten');
    const left = await deleteAll(database, jar);
    tabs.announce('forgotten');
    return left;
  });
}

async function deleteAll(database: DeviceDatabase, jar: CookieJar): Promise<string[]> {
  const left: string[] = [];
  if (!(await forgetOnServer('all'))) left.push(CART_ID_COOKIE);
  for (const name of [CART_COOKIE, NAME_COOKIE]) jar.remove(name);
  database.close();
  if (!(await wipeDatabase())) left.push('IndexedDB');
  if (!(await isDone(dropWorker))) left.push(WORKER);
  if (!(await isDone(clearSession))) left.push(SESSION);
  return left;
}

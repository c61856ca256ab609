/** What the visitor wants to be called: in IndexedDB and in the cookie, restored from either. */
import { cleanName, NAME_COOKIE } from '#protocol/cookies.ts';
import type { CookieJar } from '../cookies/jar.ts';
import type { DeviceDatabase } from '../database.ts';

export interface KeptName {
  /** '' for none. */
  readonly name: string;
  /** The question was answered or waved away: it is put once. */
  readonly isAsked: boolean;
}

const KEY = 'name';

/** The name by whichever copy lives; the other is made whole again. */
export async function readName(database: DeviceDatabase, jar: CookieJar): Promise<KeptName> {
  const fromCookie = decode(jar.get(NAME_COOKIE));
  const read = await database.work(['profile'], 'readonly', (tx) => tx.objectStore('profile').get(KEY));
  const stored = read.ok ? readStored(read.value) : undefined;
  // A cookie is newer or equal: the page writes both, and the server re-issues what it was sent.
  const name = fromCookie || stored?.name || '';
  if (name && !fromCookie) jar.set(NAME_COOKIE, encodeURIComponent(name));
  if (name && read.ok && stored?.name !== name) await store(database, { name, isAsked: true });
  return { name, isAsked: stored?.isAsked ?? name !== '' };
}

/** Keeps a name; false when neither the cookie nor the database took it. */
export async function keepName(database: DeviceDatabase, jar: CookieJar, text: string): Promise<boolean> {
  const name = cleanName(text);
  const isInCookie = jar.set(NAME_COOKIE, encodeURIComponent(name));
  const isStored = await store(database, { name, isAsked: true });
  return isInCookie || isStored;
}

/** Forgets the name everywhere on this device; the question is not put again. */
export async function forgetName(database: DeviceDatabase, jar: CookieJar): Promise<void> {
  jar.remove(NAME_COOKIE);
  await store(database, { name: '', isAsked: true });
}

/** The cookie alone, once more: the answer to a sync that left before a change brings back what it was sent. */
export function mirrorName(jar: CookieJar, name: string): void {
  if (name) jar.set(NAME_COOKIE, encodeURIComponent(name));
  else jar.remove(NAME_COOKIE);
}

/** The visitor would rather not say. */
export async function waveNameAway(database: DeviceDatabase): Promise<void> {
  await store(database, { name: '', isAsked: true });
}

async function store(database: DeviceDatabase, kept: KeptName): Promise<boolean> {
  const done = await database.work(['profile'], 'readwrite', async (tx) => {
    await tx.objectStore('profile').put(kept, KEY);
  });
  return done.ok;
}

function readStored(value: unknown): KeptName | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, isAsked } = value as Partial<Record<keyof KeptName, unknown>>;
  return typeof name === 'string' ? { name: cleanName(name), isAsked: isAsked === true } : undefined;
}

function decode(value: string | undefined): string {
  try {
    return cleanName(decodeURIComponent(value ?? ''));
  } catch {
    return '';
  }
}

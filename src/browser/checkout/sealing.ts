/**
 * The exact bytes of an intent at rest: AES-GCM under a key that cannot be exported, bound to their checkoutId, so
 * that a copied profile or a dump of the store shows no name and no address, and one intent's bytes open no other.
 */
import type { DeviceDatabase, Stored } from '../database.ts';

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly box: ArrayBuffer;
}

const KEY_NAME = 'outbox';
const ALGORITHM = { name: 'AES-GCM', length: 256 } as const;

/** The outbox's key; made at the first intent. Two tabs making it at once agree on the one that was stored first. */
export async function outboxKey(database: DeviceDatabase): Promise<Stored<CryptoKey>> {
  const known = await database.work(['keys'], 'readonly', (tx) => tx.objectStore('keys').get(KEY_NAME));
  if (!known.ok) return known;
  if (known.value) return { ok: true, value: known.value };
  const fresh = await crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']);
  return database.work(
    ['keys'],
    'readwrite',
    async (tx) => {
      const store = tx.objectStore('keys');
      const first = await store.get(KEY_NAME);
      if (first) return first;
      await store.put(fresh, KEY_NAME);
      return fresh;
    },
    { durability: 'strict' },
  );
}

export async function seal(key: CryptoKey, checkoutId: string, text: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(checkoutId);
  const box = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    key,
    new TextEncoder().encode(text),
  );
  return { iv, box };
}

/** The text as it was sealed, or undefined when key and box do not belong together. */
export async function unseal(
  key: CryptoKey,
  checkoutId: string,
  sealed: Sealed,
): Promise<string | undefined> {
  try {
    const additionalData = new TextEncoder().encode(checkoutId);
    const bytes = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.iv, additionalData },
      key,
      sealed.box,
    );
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

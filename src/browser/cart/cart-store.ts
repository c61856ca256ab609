/** Where the working copy lives: one record, changed in one transaction, together with what waits to be ordered. */
import type { DeviceCopy } from '#domain/cart/device-copy.ts';
import type { Dot } from '#domain/cart/dot.ts';
import { hiddenDots, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import type { DeviceDatabase, Stored } from '../database.ts';
import { readCopy, writeCopy } from './stored-copy.ts';

/** Pure and repeatable: IndexedDB may run it twice. `copy` is undefined where nothing (readable) is stored. */
export type CopyStep<T> = (
  copy: DeviceCopy | undefined,
  hidden: ReadonlySet<Dot>,
) => { readonly copy: DeviceCopy; readonly value: T };

export interface Updated<T> {
  readonly copy: DeviceCopy;
  readonly hidden: ReadonlySet<Dot>;
  readonly value: T;
}

export interface CartStore {
  /** Reads, steps and writes in one transaction; on trouble nothing was written. */
  update<T>(step: CopyStep<T>): Promise<Stored<Updated<T>>>;
  /** Deletes the record: only on the shopper's word. */
  clear(): Promise<Stored<void>>;
}

const KEY = 'cart';

export function indexedCartStore(database: DeviceDatabase): CartStore {
  return {
    update: (step) =>
      database.work(['cart', 'outbox'], 'readwrite', async (tx) => {
        const carts = tx.objectStore('cart');
        const hidden = hiddenDots(intentsOf(await tx.objectStore('outbox').getAll()));
        const { copy, value } = step(readCopy(await carts.get(KEY)), hidden);
        await carts.put(writeCopy(copy), KEY);
        return { copy, hidden, value };
      }),
    clear: () =>
      database.work(['cart', 'lineSnapshots'], 'readwrite', async (tx) => {
        await tx.objectStore('cart').clear();
        await tx.objectStore('lineSnapshots').clear();
      }),
  };
}

/** The intents in the outbox, as far as they can be read here. */
function intentsOf(entries: readonly unknown[]): WaitingIntent[] {
  return entries.flatMap((entry) => {
    const intent = (entry as { intent?: WaitingIntent } | null)?.intent;
    return intent && Array.isArray(intent.dots) ? [intent] : [];
  });
}

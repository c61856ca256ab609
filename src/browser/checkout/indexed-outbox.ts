/** The outbox in IndexedDB. */
import { isOpen, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import type { DeviceDatabase } from '../database.ts';
import type { OutboxStore } from './outbox-store.ts';
import { outboxKey, seal, unseal, type Sealed } from './sealing.ts';

interface Entry {
  readonly intent: WaitingIntent;
  /** Only while open. */
  readonly sealed?: Sealed;
}

/** An order placed from this device, as `ordersSeen` keeps it. */
export interface OrderSeen {
  readonly number: string;
  readonly link: string;
  readonly total: number;
  readonly currency: string;
  readonly placedAt: number;
  readonly lines: readonly { readonly variant: number; readonly n: number; readonly unitPrice: number }[];
}

/** Orders placed from this device, newest first. */
export async function readOrdersSeen(database: DeviceDatabase): Promise<readonly OrderSeen[]> {
  const read = await database.work(['ordersSeen'], 'readonly', (tx) => tx.objectStore('ordersSeen').getAll());
  const orders = read.ok ? read.value.filter(isOrderSeen) : [];
  return orders.sort((a, b) => b.placedAt - a.placedAt);
}

const STRICT = { durability: 'strict' } as const;

export function indexedOutbox(database: DeviceDatabase): OutboxStore {
  return {
    async add(intent, text) {
      const key = await outboxKey(database);
      if (!key.ok) return key;
      const entry: Entry = { intent, sealed: await seal(key.value, intent.checkoutId, text) };
      return database.work(
        ['outbox'],
        'readwrite',
        async (tx) => {
          await tx.objectStore('outbox').put(entry, intent.checkoutId);
        },
        STRICT,
      );
    },

    all: () =>
      database.work(['outbox'], 'readonly', async (tx) =>
        (await tx.objectStore('outbox').getAll()).filter(isEntry).map((entry) => entry.intent),
      ),

    change: (checkoutId, change) =>
      database.work(
        ['outbox', 'ordersSeen'],
        'readwrite',
        async (tx) => {
          const entry = await tx.objectStore('outbox').get(checkoutId);
          if (!isEntry(entry)) return undefined;
          const before = entry.intent;
          const after = change(before);
          if (after === before) return { before, after };
          const next: Entry =
            isOpen(after) && entry.sealed ? { intent: after, sealed: entry.sealed } : { intent: after };
          await tx.objectStore('outbox').put(next, checkoutId);
          const seen = seenOrder(after);
          if (seen) await tx.objectStore('ordersSeen').put(seen, seen.number);
          return { before, after };
        },
        STRICT,
      ),

    async text(checkoutId) {
      const read = await database.work(['outbox', 'keys'], 'readonly', async (tx) => {
        const entry = await tx.objectStore('outbox').get(checkoutId);
        const key = await tx.objectStore('keys').get('outbox');
        return { sealed: isEntry(entry) ? entry.sealed : undefined, key };
      });
      if (!read.ok) return { ok: false, isGone: false };
      const { sealed, key } = read.value;
      const text = sealed && key ? await unseal(key, checkoutId, sealed) : undefined;
      return text === undefined ? { ok: false, isGone: true } : { ok: true, text };
    },

    drop: (checkoutId) =>
      database.work(['outbox'], 'readwrite', async (tx) => {
        const entry = await tx.objectStore('outbox').get(checkoutId);
        if (isEntry(entry) && !isOpen(entry.intent)) await tx.objectStore('outbox').delete(checkoutId);
      }),
  };
}

function seenOrder(intent: WaitingIntent): OrderSeen | undefined {
  if (intent.state !== 'placed' || !intent.placement) return undefined;
  return { ...intent.placement, lines: intent.lines };
}

function isOrderSeen(value: unknown): value is OrderSeen {
  const order = value as Partial<OrderSeen> | undefined;
  return typeof order?.number === 'string' && typeof order.link === 'string' && Array.isArray(order.lines);
}

function isEntry(value: unknown): value is Entry {
  const intent = (value as Partial<Entry> | undefined)?.intent;
  return (
    typeof intent?.checkoutId === 'string' &&
    typeof intent.state === 'string' &&
    Array.isArray(intent.dots) &&
    Array.isArray(intent.lines)
  );
}

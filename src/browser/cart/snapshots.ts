/**
 * What is known of each line's part, for display offline and for telling what changed. Two states are kept: as the
 * shopper last saw it, and as it is by the latest word of the shop.
 */
import type { LineSnapshot } from '#domain/cart/line.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { DeviceDatabase } from '../database.ts';

export interface KnownPart {
  readonly shown: LineSnapshot;
  readonly latest: LineSnapshot;
}

/** Parts of lines that went are kept a while for undo; never more than this. */
const MOST_PARTS = 1_000;

/** In memory for the page, written through to IndexedDB where that works. */
export class Snapshots {
  readonly #database: DeviceDatabase;
  #parts = new Map<VariantId, KnownPart>();

  constructor(database: DeviceDatabase) {
    this.#database = database;
  }

  get(variant: VariantId): KnownPart | undefined {
    return this.#parts.get(variant);
  }

  async load(): Promise<void> {
    const read = await this.#database.work(['lineSnapshots'], 'readonly', (tx) =>
      tx.objectStore('lineSnapshots').getAll(),
    );
    if (read.ok) for (const part of read.value) if (isPart(part)) this.#parts.set(part.latest.variant, part);
  }

  /** The shop's latest word; what is not known before, or is as it was, counts as seen this way at this time. */
  learn(snapshots: readonly LineSnapshot[]): Promise<void> {
    return this.#write(
      snapshots.map((latest) => {
        const shown = this.#parts.get(latest.variant)?.shown;
        return { shown: shown && !isAlike(shown, latest) ? shown : latest, latest };
      }),
    );
  }

  /** The shopper has seen how these are now. */
  async see(variants: Iterable<VariantId>): Promise<void> {
    const parts = [...variants].flatMap((variant) => this.#parts.get(variant) ?? []);
    await this.#write(parts.map(({ latest }) => ({ shown: latest, latest })));
  }

  async #write(parts: readonly KnownPart[]): Promise<void> {
    if (parts.length === 0) return;
    const next = new Map(this.#parts);
    for (const part of parts) next.set(part.latest.variant, part);
    this.#parts = next;
    await this.#database.work(['lineSnapshots'], 'readwrite', async (tx) => {
      const store = tx.objectStore('lineSnapshots');
      // Prices and stock come from a proxy-free copy: reactive objects cannot be cloned into the database.
      for (const part of parts) await store.put(structuredClone(part), part.latest.variant);
      const keys = await store.getAllKeys();
      for (const key of keys.slice(0, Math.max(0, keys.length - MOST_PARTS))) await store.delete(key);
    });
  }
}

/** Nothing that a shopper is told of has changed. */
function isAlike(a: LineSnapshot, b: LineSnapshot): boolean {
  const told = ({ unitPrice, breaks, stock, isOnSale }: LineSnapshot) =>
    JSON.stringify([unitPrice, breaks.map((step) => [step.from, step.unitPrice]), stock, isOnSale]);
  return told(a) === told(b);
}

function isPart(value: unknown): value is KnownPart {
  if (typeof value !== 'object' || value === null) return false;
  const { shown, latest } = value as Partial<Record<'shown' | 'latest', Partial<LineSnapshot> | null>>;
  return [shown, latest].every(
    (one) =>
      typeof one?.variant === 'number' && typeof one.title === 'string' && typeof one.unitPrice === 'number',
  );
}

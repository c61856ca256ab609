/**
 * The parts looked at lately, newest first: on this device and nowhere else. What is kept is enough to draw them without
 * a connection; no price, since it would grow old.
 */
import type { Drawing, Picture, Product } from '#domain/catalog/product.ts';
import type { DeviceDatabase } from '../database.ts';

export interface ViewedPart {
  readonly slug: string;
  readonly title: string;
  readonly vendor: string;
  readonly partNumber: string;
  /** Path of its home category, for a placeholder. */
  readonly category: string;
  readonly picture?: Picture;
  readonly drawing?: Drawing;
  /** Milliseconds by this device's clock: orders this list and decides nothing else. */
  readonly at: number;
}

export const MOST_VIEWED = 24;

export function viewedPart(product: Product, at: number): ViewedPart {
  const { slug, title, vendor, partNumber, drawing } = product;
  const [picture] = product.pictures;
  return {
    slug,
    title,
    vendor,
    partNumber,
    category: product.crumbs.at(-1)?.path ?? '',
    ...(picture && { picture }),
    ...(drawing && { drawing }),
    at,
  };
}

/** Keeps a part that is being looked at, and lets the oldest go; false where nothing could be kept. */
export async function rememberViewed(database: DeviceDatabase, part: ViewedPart): Promise<boolean> {
  const done = await database.work(['recentlyViewed'], 'readwrite', async (tx) => {
    const store = tx.objectStore('recentlyViewed');
    await store.put(part, part.slug);
    const oldestFirst = await store.index('at').getAllKeys();
    const spare = oldestFirst.slice(0, Math.max(0, oldestFirst.length - MOST_VIEWED));
    await Promise.all(spare.map((slug) => store.delete(slug)));
  });
  return done.ok;
}

/** Newest first; empty where storage is in trouble. */
export async function readViewed(database: DeviceDatabase): Promise<ViewedPart[]> {
  const read = await database.work(['recentlyViewed'], 'readonly', (tx) =>
    tx.objectStore('recentlyViewed').index('at').getAll(),
  );
  return read.ok ? read.value.filter(isViewed).reverse() : [];
}

/** One part, which is no longer there; or all of them. */
export async function forgetViewed(database: DeviceDatabase, slug?: string): Promise<void> {
  await database.work(['recentlyViewed'], 'readwrite', async (tx) => {
    const store = tx.objectStore('recentlyViewed');
    await (slug === undefined ? store.clear() : store.delete(slug));
  });
}

function isViewed(value: unknown): value is ViewedPart {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, title, vendor, partNumber, category } = value as Partial<Record<keyof ViewedPart, unknown>>;
  return [slug, title, vendor, partNumber, category].every((text) => typeof text === 'string');
}

/** The answers of /api/catalog, given by the device: the same shapes and the same order as the server's for the same generation. */
import { cardOf } from '#domain/catalog/card.ts';
import type { Category, ProductCard } from '#domain/catalog/product.ts';
import {
  PAGE_SIZE,
  type CategoryAnswer,
  type HomeAnswer,
  type NavAnswer,
  type ProductAnswer,
} from '#protocol/catalog.ts';
import type { DeviceDatabase } from '../database.ts';
import { readManifest } from './manifest-store.ts';
import {
  crumbsOf,
  findBySlug,
  readListing,
  readPlaces,
  readShelf,
  type Found,
  type Reading,
  type Shelf,
} from './read-catalog.ts';

const RELATED = 8;

export async function deviceNav(database: DeviceDatabase): Promise<NavAnswer | undefined> {
  const read = await readManifest(database);
  return read.ok ? read.value?.nav : undefined;
}

export async function deviceHome(database: DeviceDatabase): Promise<HomeAnswer | undefined> {
  const read = await readManifest(database);
  return read.ok ? read.value?.home : undefined;
}

export function deviceProduct(database: DeviceDatabase, slug: string): Promise<ProductAnswer | undefined> {
  return readShelf(database, async (shelf, tx) => {
    const found = await findBySlug(shelf, tx, slug);
    if (!found) return undefined;
    const listing = await readListing(tx, found.home);
    const ids = listing?.ids ?? new Uint32Array();
    const at = ids.indexOf(found.product.id);
    const places: number[] = [];
    for (let step = 1; step < ids.length && places.length < RELATED; step += 1)
      places.push(listing!.places[(at + step) % ids.length]!);
    const related = await readPlaces(shelf, tx, found.home, places);
    const { generation, currency } = shelf.manifest;
    return { generation, currency, product: found.product, related: related.map((one) => card(shelf, one)) };
  });
}

/** Undefined when any category below is not kept: half a list would look like the whole. */
export function deviceCategory(
  database: DeviceDatabase,
  path: string,
  page: number,
): Promise<CategoryAnswer | undefined> {
  return readShelf(database, async (shelf, tx) => {
    const { manifest } = shelf;
    const node = manifest.categories.find((category) => category.path === path);
    if (!node) return undefined;
    const below = manifest.categories.filter((one) => one.path === path || one.path.startsWith(`${path}/`));
    if (below.some((one) => one.products > 0 && one.bytes > 0 && !shelf.kept.has(one.id))) return undefined;
    const homes = below.filter((one) => shelf.kept.has(one.id));
    const order: Placed[] = [];
    for (const home of homes) {
      const listing = await readListing(tx, home.id);
      listing?.ids.forEach((id, i) =>
        order.push({
          home: home.id,
          id,
          place: listing.places[i]!,
          title: listing.titles[i]!,
          canBuy: i < listing.available,
        }),
      );
    }
    if (homes.length > 1) order.sort(asShown);
    const pages = Math.max(1, Math.ceil(order.length / PAGE_SIZE));
    if (page > pages) return undefined;
    const shown = order.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    const products = await readCards(shelf, tx, shown);
    return {
      generation: manifest.generation,
      currency: manifest.currency,
      category: plain(node),
      crumbs: crumbsOf(manifest, node.id),
      children: manifest.categories.filter((one) => one.parent === path && one.products > 0).map(plain),
      products,
      total: order.length,
      page,
      pages,
    };
  });
}

interface Placed {
  readonly home: number;
  readonly id: number;
  readonly place: number;
  readonly title: string;
  readonly canBuy: boolean;
}

/** Each record is read once, however many of its products are shown. */
async function readCards(shelf: Shelf, tx: Reading, shown: readonly Placed[]): Promise<ProductCard[]> {
  const cards = new Map<number, ProductCard>();
  for (const [home, placed] of Map.groupBy(shown, (one) => one.home)) {
    const found = await readPlaces(
      shelf,
      tx,
      home,
      placed.map((one) => one.place),
    );
    for (const one of found) cards.set(one.product.id, card(shelf, one));
  }
  return shown.flatMap((one) => cards.get(one.id) ?? []);
}

function asShown(a: Placed, b: Placed): number {
  return (
    Number(b.canBuy) - Number(a.canBuy) || (a.title < b.title ? -1 : a.title > b.title ? 1 : a.id - b.id)
  );
}

function card(shelf: Shelf, { product, home }: Found): ProductCard {
  return cardOf(product, product.crumbs.at(-1)?.path ?? '', shelf.kept.get(home)?.facts ?? []);
}

function plain({ id, path, name, parent, products }: Category): Category {
  return { id, path, name, parent, products };
}

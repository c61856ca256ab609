/**
 * Search on the device by the server's own engine: one segment per kept category, as the server built it or, where it
 * has none to give, built here once per generation. Statistics are sums over segments, so the answers are the server's.
 */
import { cardOf } from '#domain/catalog/card.ts';
import type { ProductCard } from '#domain/catalog/product.ts';
import { ask, type Found } from '#domain/search/query/ask.ts';
import { openCollection, type Collection } from '#domain/search/query/collection.ts';
import { suggest } from '#domain/search/query/suggest.ts';
import { parseRequest } from '#domain/search/request.ts';
import { PAGE_SIZE } from '#protocol/catalog.ts';
import type { SearchAnswer, SearchHit, SuggestAnswer } from '#protocol/search.ts';
import { findByIds, isWholeShelf, readShelf } from '../catalog/read-catalog.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';
import type { DeviceDatabase } from '../database.ts';
import { fetchSegment, LEAST_FETCHED, type SegmentSource } from './fetch-segment.ts';
import { segmentsOf } from './segments.ts';

interface Opened {
  readonly stamp: string;
  readonly generation: number;
  readonly isWhole: boolean;
  readonly collection: Collection;
}

export class DeviceSearch {
  readonly #database: DeviceDatabase;
  readonly #source: SegmentSource;
  #opened: Promise<Opened | undefined> | undefined;
  #stamp = '';

  constructor(database: DeviceDatabase, source: Partial<SegmentSource> = {}) {
    this.#database = database;
    this.#source = { fetch: (...request) => fetch(...request), least: LEAST_FETCHED, ...source };
  }

  /** The answer to an address' pairs; undefined where too little is kept: a part of the catalog only if `mayBePart`. */
  async search(pairs: URLSearchParams, mayBePart: boolean): Promise<SearchAnswer | undefined> {
    const opened = await this.#open(mayBePart);
    if (!opened) return undefined;
    const asked = ask(opened.collection, parseRequest(pairs), PAGE_SIZE);
    const cards = await this.#cards([...asked.hits, ...asked.near].map((found) => found.id));
    if (!cards) return undefined;
    const hits = (found: readonly Found[]) =>
      found.flatMap(({ id, ...hit }): SearchHit[] => {
        const product = cards.byId.get(id);
        return product ? [{ product, ...hit }] : [];
      });
    return {
      generation: opened.generation,
      currency: cards.currency,
      ...asked,
      hits: hits(asked.hits),
      near: hits(asked.near),
    };
  }

  async suggest(pairs: URLSearchParams, mayBePart: boolean): Promise<SuggestAnswer | undefined> {
    const opened = await this.#open(mayBePart);
    if (!opened) return undefined;
    const { text, category } = parseRequest(pairs);
    const suggested = suggest(opened.collection, text, category);
    const cards = await this.#cards(suggested.products);
    if (!cards) return undefined;
    const products = suggested.products.flatMap((id) => cards.byId.get(id) ?? []);
    return { generation: opened.generation, currency: cards.currency, ...suggested, products };
  }

  async #open(mayBePart: boolean): Promise<Opened | undefined> {
    const shelf = await readShelf(this.#database, async (found) => found);
    if (!shelf || shelf.kept.size === 0) return undefined;
    const isWhole = isWholeShelf(shelf);
    if (!isWhole && !mayBePart) return undefined;
    const kept = [...shelf.kept.values()];
    const stamp = kept.map((one) => `${one.id}@${one.generation}`).join();
    if (stamp !== this.#stamp) {
      this.#stamp = stamp;
      const fetched = (one: KeptCategory) => fetchSegment(this.#source, one, shelf.manifest);
      this.#opened = segmentsOf(this.#database, kept, fetched).then((segments) => ({
        stamp,
        generation: shelf.manifest.generation,
        isWhole,
        collection: openCollection(segments.map((segment) => ({ segment }))),
      }));
      this.#opened.catch(() => (this.#stamp = ''));
    }
    return this.#opened;
  }

  async #cards(ids: readonly number[]) {
    return readShelf(this.#database, async (shelf, tx) => {
      const found = await findByIds(shelf, tx, ids);
      const card = ({ product, home }: (typeof found)[number]): [number, ProductCard] => [
        product.id,
        cardOf(product, product.crumbs.at(-1)?.path ?? '', shelf.kept.get(home)?.facts ?? []),
      ];
      return { currency: shelf.manifest.currency, byId: new Map(found.map(card)) };
    });
  }
}

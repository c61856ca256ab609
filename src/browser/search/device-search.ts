/**
 * Search on the device by the server's own engine: one segment per kept category, as the server built it or, where it
 * has none to give, built here once, and one of what changed since. Statistics are sums over segments, so the answers
 * are the server's.
 */
import { cardOf } from '#domain/catalog/card.ts';
import type { ProductCard } from '#domain/catalog/product.ts';
import { ask, type Found } from '#domain/search/query/ask.ts';
import { openCollection, type Collection } from '#domain/search/query/collection.ts';
import { suggest } from '#domain/search/query/suggest.ts';
import { parseRequest } from '#domain/search/request.ts';
import { PAGE_SIZE } from '#protocol/catalog.ts';
import type { SearchAnswer, SearchHit, SuggestAnswer } from '#protocol/search.ts';
import { readStamp, stampOf } from '../catalog/packed-shelf.ts';
import { findByIds, isWholeShelf, readShelf, type Shelf } from '../catalog/read-catalog.ts';
import { RecordMemory } from '../catalog/record-memory.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';
import type { DeviceDatabase } from '../database.ts';
import { fetchSegment, serverSegments, type SegmentSource } from './fetch-segment.ts';
import { sourcesOf } from './segments.ts';

interface Opened {
  readonly shelf: Shelf;
  readonly collection: Collection;
  /** Records of this shelf, as they are asked for. */
  readonly records: RecordMemory;
}

export class DeviceSearch {
  readonly #database: DeviceDatabase;
  readonly #source: SegmentSource;
  #opened: Promise<Opened | undefined> | undefined;
  #stamp = '';
  #isWhole = false;

  constructor(database: DeviceDatabase, source: Partial<SegmentSource> = {}) {
    this.#database = database;
    this.#source = { ...serverSegments, ...source };
  }

  /** The answer to an address' pairs; undefined where too little is kept: a part of the catalog only if `mayBePart`. */
  async search(pairs: URLSearchParams, mayBePart: boolean): Promise<SearchAnswer | undefined> {
    const opened = await this.#open(mayBePart);
    if (!opened) return undefined;
    const asked = ask(opened.collection, parseRequest(pairs), PAGE_SIZE);
    const ids = [...asked.hits, ...asked.near].map((found) => found.id);
    const cards = await this.#cards(opened, ids);
    // A sync took records away meanwhile: asked again of what is here now.
    if (cards.size < ids.length && (await this.#open(mayBePart)) !== opened)
      return this.search(pairs, mayBePart);
    const hits = (found: readonly Found[]) =>
      found.flatMap(({ id, ...hit }): SearchHit[] => {
        const product = cards.get(id);
        return product ? [{ product, ...hit }] : [];
      });
    return {
      generation: opened.shelf.manifest.generation,
      currency: opened.shelf.manifest.currency,
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
    const cards = await this.#cards(opened, suggested.products);
    const products = suggested.products.flatMap((id) => cards.get(id) ?? []);
    const { generation, currency } = opened.shelf.manifest;
    return { generation, currency, ...suggested, products };
  }

  async #open(mayBePart: boolean): Promise<Opened | undefined> {
    // Asked at every key that is typed: one small value says that nothing changed.
    if (this.#opened && (mayBePart || this.#isWhole) && (await readStamp(this.#database)) === this.#stamp)
      return this.#opened;
    const shelf = await readShelf(this.#database, async (found) => found);
    if (!shelf || shelf.kept.size === 0) return undefined;
    this.#isWhole = isWholeShelf(shelf);
    if (!mayBePart && !this.#isWhole) return undefined;
    const kept = [...shelf.kept.values()];
    const stamp = stampOf(shelf.manifest.generation, kept);
    if (stamp !== this.#stamp) {
      this.#stamp = stamp;
      const fetched = (one: KeptCategory) => fetchSegment(this.#source, one, shelf.manifest);
      this.#opened = sourcesOf(this.#database, kept, this.#source.many, fetched).then((sources) => ({
        shelf,
        collection: openCollection(sources),
        records: new RecordMemory(),
      }));
      this.#opened.catch(() => (this.#stamp = ''));
    }
    return this.#opened;
  }

  /** By id. The shelf is the one that was opened: reading it again would copy every lookup of every category. */
  async #cards(
    { shelf, records }: Opened,
    ids: readonly number[],
  ): Promise<ReadonlyMap<number, ProductCard>> {
    const read = await this.#database.work(
      ['categories', 'catalogRecords', 'catalogDirectory'],
      'readonly',
      (tx) => findByIds(shelf, tx, ids, records),
    );
    const found = read.ok ? read.value : [];
    return new Map(
      found.map(({ product, home }) => [
        product.id,
        cardOf(product, product.crumbs.at(-1)?.path ?? '', shelf.kept.get(home)?.facts ?? []),
      ]),
    );
  }
}

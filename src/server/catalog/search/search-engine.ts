/**
 * The collection that searches are asked of, one per shop and process.
 *
 * - A whole segment of some generation, and beside it a small one of everything that changed since.
 * - A new generation: the changes are read and built on the building process and put beside the whole one; when they
 *   have grown past a share of it, a new whole one is built in the background.
 * - Asking waits a moment for the newest generation (for the first segment of all, some seconds); a longer build is not waited for: the answer then is of the
 *   generation it names.
 */
import { openCollection, type Collection } from '#domain/search/query/collection.ts';
import { SegmentError } from '#domain/search/segment/container.ts';
import { openSegment, type Segment } from '#domain/search/segment/segment.ts';
import type { Shop } from '#server/shop.ts';
import { readGeneration } from '../generations/watch.ts';
import { openBuilder, type Builder } from './builder.ts';
import { countChanges } from './documents.ts';
import { keepSegment, readKeptSegment } from './kept-segment.ts';

export interface Searchable {
  readonly generation: number;
  readonly collection: Collection;
}

interface Whole {
  readonly generation: number;
  readonly segment: Segment;
}

/** Changes beyond this many, or this share of the whole, ask for a new whole segment. */
const MOST_CHANGES = 500;
const CHANGES_SHARE = 0.02;
/** Far more changes than that are not put beside the old segment at all: the new one is waited for. */
const TOO_MANY_SHARE = 0.3;
const PATIENCE_MILLISECONDS = 1_500;
/** Before the first segment there is no older answer to give: a page that comes late is better than none. */
const FIRST_PATIENCE_MILLISECONDS = 8_000;

const engines = new WeakMap<Shop, SearchEngine>();

/** The engine of a shop; opened at first asking. */
export function searchOf(shop: Shop): SearchEngine {
  let engine = engines.get(shop);
  if (!engine) engines.set(shop, (engine = new SearchEngine(shop)));
  return engine;
}

export class SearchEngine {
  readonly #shop: Shop;
  readonly builder: Builder;
  #whole: Whole | undefined;
  #now: Searchable | undefined;
  #renewal: Promise<void> | undefined;
  #rebuild: Promise<void> | undefined;

  constructor(shop: Shop) {
    this.#shop = shop;
    this.builder = openBuilder(shop);
  }

  /** The collection of the newest generation, or of an older one while a build takes long; undefined before the first. */
  async current(): Promise<Searchable | undefined> {
    const generation = await readGeneration(this.#shop);
    if (this.#now && this.#now.generation >= generation) return this.#now;
    try {
      await atMost(this.renew(), this.#now ? PATIENCE_MILLISECONDS : FIRST_PATIENCE_MILLISECONDS);
    } catch (error) {
      if (!this.#now) throw error;
    }
    return this.#now;
  }

  /** Brings the collection to the newest generation; one renewal at a time. */
  renew(): Promise<void> {
    this.#renewal ??= this.#bringUpToDate().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async close(): Promise<void> {
    engines.delete(this.#shop);
    await this.builder.close();
    await Promise.allSettled([this.#renewal, this.#rebuild]);
  }

  async #bringUpToDate(): Promise<void> {
    const generation = await readGeneration(this.#shop);
    const whole = (this.#whole ??= (await this.#openKept(generation)) ?? (await this.#buildWhole()));
    if (whole.generation >= generation) {
      this.#now = { generation: whole.generation, collection: openCollection([whole]) };
      return;
    }
    const changes = await countChanges(this.#shop, whole.generation);
    if (changes > Math.max(MOST_CHANGES, whole.segment.size * TOO_MANY_SHARE)) {
      this.#whole = await this.#buildWhole();
      return this.#bringUpToDate();
    }
    const {
      generation: reached,
      segment,
      changed,
    } = await this.builder.build({
      kind: 'changes',
      since: whole.generation,
    });
    this.#now = {
      generation: reached,
      collection: openCollection([
        { segment: whole.segment, without: new Set(changed) },
        { segment: openSegment(segment) },
      ]),
    };
    if (changed.length > Math.max(MOST_CHANGES, whole.segment.size * CHANGES_SHARE)) this.#startRebuild();
  }

  #startRebuild(): void {
    this.#rebuild ??= this.#buildWhole()
      .then((whole) => {
        this.#whole = whole;
        return this.renew();
      })
      .catch(() => undefined)
      .finally(() => (this.#rebuild = undefined));
  }

  async #buildWhole(): Promise<Whole> {
    const { generation, segment } = await this.builder.build({ kind: 'whole' });
    await keepSegment(this.#shop, { generation, segment });
    return { generation, segment: openSegment(segment) };
  }

  async #openKept(generation: number): Promise<Whole | undefined> {
    const kept = await readKeptSegment(this.#shop, generation);
    if (!kept) return undefined;
    try {
      return { generation: kept.generation, segment: openSegment(kept.segment) };
    } catch (error) {
      if (error instanceof SegmentError) return undefined;
      throw error;
    }
  }
}

async function atMost(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  try {
    await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}

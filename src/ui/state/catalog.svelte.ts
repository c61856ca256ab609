/** The catalog on this device: what is kept, how far a sync is, and when it was last the newest. */
import { page } from '$app/state';
import { deviceDatabase } from '#browser/database.ts';
import type { Shelved } from '#browser/catalog/keep-catalog.ts';
import { askAnew } from './ask-anew.ts';

const OFTEN = 600_000;
/** Not more often than this, whatever asks but the shopper. */
const SPARE = 20_000;

class CatalogState {
  shelved = $state.raw<Shelved | undefined>(undefined);
  /** Categories of the running sync; undefined when none runs. */
  progress = $state<{ done: number; of: number } | undefined>(undefined);
  /** When this device last heard the newest catalog; its own clock. */
  readonly asOf = $derived(this.shelved?.manifest?.asOf);
  readonly isReady = $derived((this.shelved?.kept.length ?? 0) > 0);
  #lastSync = 0;

  /** Once per page. Gives the way to stop. */
  start(): () => void {
    void this.read();
    const timer = setInterval(() => void this.sync(), OFTEN);
    const looked = () => {
      if (document.visibilityState === 'visible') void this.sync();
    };
    document.addEventListener('visibilitychange', looked);
    // Of a catalog too large to be kept whole, what was looked at is.
    const unfollow = $effect.root(() => {
      const seen = $derived(categoriesOf(page.data['place']));
      $effect(() => {
        if (seen !== '') void this.visited(seen.split(' ').map(Number));
      });
    });
    return () => {
      unfollow();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', looked);
    };
  }

  async read(): Promise<void> {
    const { readShelved } = await import('#browser/catalog/keep-catalog.ts');
    const read = await readShelved(deviceDatabase());
    if (read.ok) this.shelved = read.value;
  }

  /**
   * Brings what is kept up to date, as the only tab that does. `isAsked`: the shopper pressed a button; a sync under way
   * may have asked the shop already, so theirs comes after it.
   */
  async sync(isAsked = false): Promise<void> {
    if (!isAsked && Date.now() - this.#lastSync < SPARE) return;
    this.#lastSync = Date.now();
    const [{ keepCatalog }, { prefetchSegments }] = await Promise.all([
      import('#browser/catalog/keep-catalog.ts'),
      import('#browser/search/prefetch-segments.ts'),
    ]);
    const before = this.shelved?.manifest?.manifest.generation;
    const result = await alone(isAsked, async () => {
      const kept = await keepCatalog({
        database: deviceDatabase(),
        fetch: (input, init) => fetch(input, init),
        now: () => Date.now(),
        savesData,
        progress: (done, of) => (this.progress = { done, of }),
      });
      if (kept.ok) await prefetchSegments(deviceDatabase());
      return kept;
    });
    this.progress = undefined;
    await this.read();
    // What is on the screen may be of the generation before; a checkout is left in peace.
    if (result?.ok && before !== undefined && result.generation !== before && !isBuying()) await askAnew();
  }

  async keep(id: number, isOn: boolean): Promise<void> {
    const { chooseToKeep } = await import('#browser/catalog/keep-catalog.ts');
    await chooseToKeep(deviceDatabase(), id, isOn);
    if (isOn) await this.sync(true);
    else await this.read();
  }

  /** The visitor looks at these categories: what is not kept yet comes at once, if room and data-saver allow it. */
  async visited(ids: readonly number[]): Promise<void> {
    const { noteVisits, readShelved } = await import('#browser/catalog/keep-catalog.ts');
    await noteVisits(deviceDatabase(), ids);
    const read = await readShelved(deviceDatabase());
    // Before the first sync there is nothing to complete: it is on its way.
    if (!read.ok || !read.value.manifest) return;
    if (ids.some((id) => !read.value.kept.some((one) => one.id === id))) await this.sync();
  }

  async forget(): Promise<void> {
    const { forgetCatalog } = await import('#browser/catalog/keep-catalog.ts');
    await forgetCatalog(deviceDatabase());
    await this.read();
  }
}

/** Ids of the category a page shows and of those it lists below it, as one word: equal pages are equal. */
function categoriesOf(place: unknown): string {
  const shown = place as { category?: { id?: number }; children?: { id: number }[] } | undefined;
  const id = shown?.category?.id;
  return id ? [id, ...(shown.children ?? []).map((child) => child.id)].join(' ') : '';
}

function isBuying(): boolean {
  return page.url.pathname.startsWith('/checkout');
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

async function alone<T>(mayWait: boolean, task: () => Promise<T>): Promise<T | undefined> {
  if (!('locks' in navigator)) return task();
  try {
    return await navigator.locks.request('cartwright-catalog', { ifAvailable: !mayWait }, (lock) =>
      lock ? task() : undefined,
    );
  } catch (error) {
    // The page is going away, and its locks with it.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

export const catalog = new CatalogState();

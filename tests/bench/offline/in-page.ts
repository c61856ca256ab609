/** The device's search, bundled to run in a page: CPU throttling reaches pages and not their workers. */
import { openDatabase } from '#browser/database.ts';
import { DeviceSearch } from '#browser/search/device-search.ts';

export interface InPage {
  /** Milliseconds to open the index, then of each query, its cards included; `mayBePart`: not everything is kept. */
  measure(queries: readonly string[], mayBePart: boolean): Promise<{ open: number; times: number[] }>;
}

const bench: InPage = {
  async measure(queries, mayBePart) {
    const search = new DeviceSearch(openDatabase());
    const timed = async (query: string): Promise<number> => {
      const from = performance.now();
      const answer = await search.search(new URLSearchParams(query), mayBePart);
      if (!answer) throw new Error('the device has no answer');
      return performance.now() - from;
    };
    const open = await timed('q=qqq');
    // The first ones warm the code up and read each category's columns.
    for (const query of queries.slice(0, 40)) await timed(query);
    const times: number[] = [];
    for (const query of queries) times.push(await timed(query));
    return { open, times: times.sort((a, b) => a - b) };
  },
};

Object.assign(globalThis, { bench });

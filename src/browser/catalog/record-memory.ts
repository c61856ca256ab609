/** Records read lately, so that a list of hits need not read and copy several hundred rows for each of them again. */
import type { StoredRecord } from './kept-category.ts';

/** About a kilobyte a row: some ten megabytes at most. */
const MOST = 32;

/** Good for one state of the shelf: whoever holds it makes a new one when that moves. */
export class RecordMemory {
  readonly #records = new Map<string, StoredRecord>();

  async take(
    category: number,
    number: number,
    read: () => Promise<StoredRecord | undefined>,
  ): Promise<StoredRecord | undefined> {
    const key = `${category}/${number}`;
    const known = this.#records.get(key);
    const record = known ?? (await read());
    if (!record) return undefined;
    this.#records.delete(key);
    this.#records.set(key, record);
    // The first one is the one not asked for longest.
    if (this.#records.size > MOST) this.#records.delete(this.#records.keys().next().value!);
    return record;
  }
}

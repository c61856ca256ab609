/**
 * Whole answers kept in front of the application: public pages and catalog answers, the same for every visitor.
 * - Kept by authority, path and allow-listed query; all of them are dropped when the catalog's generation changes.
 * - An answer begun before a drop is not kept after it: `mark` is taken before work begins and must still hold.
 * - Capped in bytes; the one that has been kept longest goes first.
 */
import type { OutgoingHttpHeaders } from 'node:http';

export interface KeptPage {
  readonly etag: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
  readonly brotli: Buffer<ArrayBuffer>;
}

const MOST_BYTES = 48 * 1024 * 1024;
const MOST_BYTES_EACH = 1024 * 1024;
/** What a page costs beside its bytes. */
const OVERHEAD = 1_024;

export class KeptPages {
  readonly #pages = new Map<string, KeptPage>();
  readonly #mostBytes: number;
  readonly #awaited = new Map<string, Promise<unknown>>();
  #bytes = 0;
  #mark = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** Changes at each drop. */
  get mark(): number {
    return this.#mark;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#pages.size;
  }

  find(key: string): KeptPage | undefined {
    return this.#pages.get(key);
  }

  /** Keeps a page that was begun at `mark`, unless something changed since or it is too large. */
  keep(key: string, page: KeptPage, mark: number): void {
    const bytes = bytesOf(page);
    if (mark !== this.#mark || bytes > MOST_BYTES_EACH) return;
    this.#remove(key);
    this.#pages.set(key, page);
    this.#bytes += bytes;
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#remove(oldest);
    }
  }

  /** Resolves when whoever works for this key now is done, however that ended; undefined when nobody does. */
  awaited(key: string): Promise<unknown> | undefined {
    return this.#awaited.get(key);
  }

  /** Says that `answer` is being worked for under this key. */
  await(key: string, answer: Promise<unknown>): void {
    const done = answer.then(
      () => this.#awaited.delete(key),
      () => this.#awaited.delete(key),
    );
    this.#awaited.set(key, done);
  }

  /** The catalog changed: what stands here is of an older generation. */
  drop(): void {
    this.#pages.clear();
    this.#bytes = 0;
    this.#mark++;
  }

  #remove(key: string): void {
    const page = this.#pages.get(key);
    if (!page) return;
    this.#pages.delete(key);
    this.#bytes -= bytesOf(page);
  }
}

function bytesOf(page: KeptPage): number {
  return page.body.length + page.brotli.length + OVERHEAD;
}

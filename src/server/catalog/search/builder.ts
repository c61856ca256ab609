/**
 * Has segments built on a thread of their own. Where the thread's source is not at hand (a build carried away from
 * its tree), the work is done here: correct, but requests may wait for it.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Shop } from '#server/shop.ts';
import { build, type Built, type Delivery, type Order, type Task } from './tasks.ts';

export interface Builder {
  build(task: Task): Promise<Built>;
  close(): Promise<void>;
}

/** An idle thread ends after this; the next task starts another. */
const IDLE_MILLISECONDS = 30_000;
const THREAD = 'src/server/catalog/search/build-thread.ts';

export function openBuilder(shop: Shop): Builder {
  const file = findUpwards(THREAD);
  if (file === undefined) return { build: (task) => build(shop, task), close: async () => undefined };
  return new ThreadBuilder(shop, file);
}

interface Waiting {
  resolve(built: Built): void;
  reject(error: Error): void;
}

class ThreadBuilder implements Builder {
  readonly #shop: Shop;
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;
  #isClosed = false;

  constructor(shop: Shop, file: string) {
    this.#shop = shop;
    this.#file = file;
  }

  build(task: Task): Promise<Built> {
    if (this.#isClosed) return Promise.reject(new Error('The shop is closed.'));
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.#start());
    const order: Order = { id: ++this.#last, settings: this.#shop.settings, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
      thread.postMessage(order);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    await this.#thread?.terminate();
    this.#drop(new Error('The shop is closed.'));
  }

  #start(): Worker {
    const thread = new Worker(this.#file);
    thread.unref();
    thread.on('message', (delivery: Delivery) => this.#take(delivery));
    const end = (error: Error) => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      this.#drop(error);
    };
    thread.on('error', end);
    thread.on('exit', () => end(new Error('The building thread ended.')));
    return thread;
  }

  #take(delivery: Delivery): void {
    const waiting = this.#waiting.get(delivery.id);
    this.#waiting.delete(delivery.id);
    if ('built' in delivery) waiting?.resolve(delivery.built);
    else waiting?.reject(new Error(delivery.fault));
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => {
      const thread = this.#thread;
      this.#thread = undefined;
      void thread?.terminate();
    }, IDLE_MILLISECONDS).unref();
  }

  #drop(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

/** The file in this folder or one above it; the built server lies in a folder of the tree. */
function findUpwards(name: string): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

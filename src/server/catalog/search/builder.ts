/**
 * Has segments built by a process of their own: what a build takes of memory goes back when it ends. Where its source is
 * not at hand (a build carried away from its tree), the work is done here: correct, but requests may wait for it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shop } from '#server/shop.ts';
import { build, type Built, type Delivery, type Order, type Task } from './tasks.ts';

export interface Builder {
  build(task: Task): Promise<Built>;
  close(): Promise<void>;
}

/** An idle process ends after this; the next task starts another. */
const IDLE_MILLISECONDS = 30_000;
const SOURCE = 'src/server/catalog/search/build-process.ts';
/** Requests come first: as "nice" counts. */
const PRIORITY = 5;

export function openBuilder(shop: Shop): Builder {
  const file = findUpwards(SOURCE);
  if (file === undefined) return { build: (task) => build(shop, task), close: async () => undefined };
  return new ProcessBuilder(shop, file);
}

interface Waiting {
  resolve(built: Built): void;
  reject(error: Error): void;
}

class ProcessBuilder implements Builder {
  readonly #shop: Shop;
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #process: ChildProcess | undefined;
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
    const running = (this.#process ??= this.#start());
    running.channel?.ref();
    const order: Order = { id: ++this.#last, settings: this.#shop.settings, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
      running.send(order);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    const running = this.#process;
    if (running) {
      running.ref();
      running.kill('SIGKILL');
      await once(running, 'exit');
    }
    this.#drop(new Error('The shop is closed.'));
  }

  #start(): ChildProcess {
    const started = fork(this.#file, {
      // Segments travel as bytes, not as text.
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.unref();
    started.channel?.unref();
    const end = (error: Error) => {
      if (this.#process !== started) return;
      this.#process = undefined;
      this.#drop(error);
    };
    started.on('spawn', () => giveWay(started.pid!));
    started.on('message', (delivery: Delivery) => this.#take(delivery));
    started.on('error', end);
    started.on('exit', () => end(new Error('The building process ended.')));
    return started;
  }

  #take(delivery: Delivery): void {
    const waiting = this.#waiting.get(delivery.id);
    this.#waiting.delete(delivery.id);
    if ('built' in delivery) waiting?.resolve(delivery.built);
    else waiting?.reject(new Error(delivery.fault));
    if (this.#waiting.size > 0) return;
    this.#process?.channel?.unref();
    this.#idle = setTimeout(() => {
      const idle = this.#process;
      this.#process = undefined;
      idle?.disconnect();
    }, IDLE_MILLISECONDS).unref();
  }

  #drop(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

/** A system that knows no such thing lets the build compete with requests. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, PRIORITY);
  } catch {
    // Slower pages meanwhile; nothing else.
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

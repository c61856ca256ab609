/** Asks the device's search in its own thread; where threads are refused, in this one. */
import { within } from '../within.ts';
import { deviceDatabase } from '../database.ts';
import { trustedScript } from '../worker/trusted-script.ts';
import type { Answer, Question } from './messages.ts';
import threadAddress from './search-worker.ts?worker&url';

/** The first question may build segments; afterwards it takes milliseconds. */
const LIMIT = 15_000;

type Asker = (question: Omit<Question, 'id'>) => Promise<object | undefined>;
let asker: Asker | undefined;

export async function askSearch(
  kind: Question['kind'],
  query: string,
  mayBePart: boolean,
): Promise<object | undefined> {
  asker ??= threadAsker() ?? pageAsker();
  const waited = await within(asker({ kind, query, mayBePart }), LIMIT);
  return waited.done ? waited.value : undefined;
}

function threadAsker(): Asker | undefined {
  try {
    const thread = new Worker(trustedScript(threadAddress), { type: 'module', name: 'search' });
    const waiting = new Map<number, (answer: object | undefined) => void>();
    let next = 0;
    thread.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    });
    // The thread's script could not be loaded: from now on this thread answers, the waiting questions first.
    thread.addEventListener('error', () => {
      asker = pageAsker();
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
    });
    return (question) =>
      new Promise((resolve) => {
        const id = (next += 1);
        waiting.set(id, resolve);
        thread.postMessage({ id, ...question } satisfies Question);
      });
  } catch {
    return undefined;
  }
}

function pageAsker(): Asker {
  const search = import('./device-search.ts').then(({ DeviceSearch }) => new DeviceSearch(deviceDatabase()));
  return async ({ kind, query, mayBePart }) => (await search)[kind](new URLSearchParams(query), mayBePart);
}

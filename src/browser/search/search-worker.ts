/** The search's own thread: typing never waits for a search, nor a search for the page. */
import { deviceDatabase } from '../database.ts';
import { DeviceSearch } from './device-search.ts';
import type { Answer, Question } from './messages.ts';

const search = new DeviceSearch(deviceDatabase());

addEventListener('message', (event: MessageEvent<Question>) => {
  void answer(event.data).then((given) => postMessage(given));
});

async function answer({ id, kind, query, mayBePart }: Question): Promise<Answer> {
  try {
    return { id, answer: await search[kind](new URLSearchParams(query), mayBePart) };
  } catch {
    return { id, answer: undefined };
  }
}

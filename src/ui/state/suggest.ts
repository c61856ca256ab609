/** Suggestions while typing: this device's, where it has the catalog, else the shop's. */
import { pageAnswer } from '#browser/answers/page-answer.ts';
import type { SuggestAnswer } from '#protocol/search.ts';

/** A shop that has just opened is still making its index: asked again after this, so often. */
const PAUSE = 1_000;
const MOST_TRIES = 15;

/** Undefined where nobody answers, or `signal` says that the next letter came. */
export async function suggestFor(words: string, signal: AbortSignal): Promise<SuggestAnswer | undefined> {
  const path = `/api/catalog/suggest?${new URLSearchParams({ q: words }).toString()}`;
  const known = (await pageAnswer(path)) as SuggestAnswer | undefined;
  if (known || signal.aborted) return signal.aborted ? undefined : known;
  try {
    return await askShop(path, signal);
  } catch {
    if (signal.aborted) return undefined;
    return (await pageAnswer(path, true)) as SuggestAnswer | undefined;
  }
}

async function askShop(path: string, signal: AbortSignal): Promise<SuggestAnswer | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const response = await fetch(path, { signal });
    if (response.ok) return (await response.json()) as SuggestAnswer;
    if (response.status !== 503) return undefined;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    signal.throwIfAborted();
  }
  return undefined;
}

/** Suggestions while typing: this device's, where it has the catalog, else the shop's. */
import { pageAnswer } from '#browser/answers/page-answer.ts';
import type { SuggestAnswer } from '#protocol/search.ts';

/** Undefined where nobody answers, or `signal` says that the next letter came. */
export async function suggestFor(words: string, signal: AbortSignal): Promise<SuggestAnswer | undefined> {
  const path = `/api/catalog/suggest?${new URLSearchParams({ q: words }).toString()}`;
  const known = (await pageAnswer(path)) as SuggestAnswer | undefined;
  if (known || signal.aborted) return signal.aborted ? undefined : known;
  try {
    const response = await fetch(path, { signal });
    return response.ok ? ((await response.json()) as SuggestAnswer) : undefined;
  } catch {
    if (signal.aborted) return undefined;
    return (await pageAnswer(path, true)) as SuggestAnswer | undefined;
  }
}

/** A feed's answer, line by line as it arrives. A network that falls silent ends it; what came before is kept. */
import { feedAddress, FEED_VERSIONS, WHOLE_SHOP, type FeedEnd, type FeedHead } from '#protocol/feed.ts';
import { unpackPage, type FeedPage } from '#domain/catalog/feed-page.ts';
import { fullKeys } from '#domain/catalog/feed-words.ts';
import type { FeedDictionary, FeedRow } from '#domain/catalog/feed.ts';

export type FeedLine =
  | {
      readonly kind: 'head';
      readonly category: number;
      readonly generation: number;
      readonly words: FeedDictionary;
    }
  | { readonly kind: 'row'; readonly row: FeedRow }
  | { readonly kind: 'end'; readonly end: FeedEnd };

/** `category` after `since`, from behind the product `after`; `bytes` is told of every piece, as unpacked. */
export type Feed = (
  category: number,
  since: number,
  after: number,
  bytes: (count: number) => void,
) => AsyncIterable<FeedLine>;

/** Milliseconds without a byte after which the network counts as silent. */
const SILENCE = 15_000;
/** Columns of a FeedPage. */
const FIELDS = 12;

/** The feed of the network. Throws TypeError on what is not a feed, and whatever `ask` throws. */
export function networkFeed(ask: typeof fetch): Feed {
  return (...request) => feedLines(ask, ...request);
}

async function* feedLines(
  ask: typeof fetch,
  category: number,
  since: number,
  after: number,
  bytes: (count: number) => void,
): AsyncGenerator<FeedLine> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), SILENCE);
  try {
    const response = await ask(feedAddress(category, since, after), {
      signal: abort.signal,
      credentials: 'omit',
    });
    if (!response.ok || !response.body)
      throw new TypeError(`feed of ${category} answered ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) break;
      timer = setTimeout(() => abort.abort(), SILENCE);
      bytes(value.length);
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield* readLine(line, category);
    }
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** A line of either version; a page is all of its rows. */
function readLine(text: string, category: number): FeedLine[] {
  const line: unknown = JSON.parse(text);
  if (Array.isArray(line) && Number.isSafeInteger(line[0]) && (line.length === 1 || line.length === 15))
    return [{ kind: 'row', row: line as unknown as FeedRow }];
  if (Array.isArray(line) && Array.isArray(line[0]) && line.length === FIELDS)
    return unpackPage(line as unknown as FeedPage).map((row) => ({ kind: 'row', row }));
  if (typeof line === 'object' && line !== null) {
    if ('complete' in line && line.complete === true) return [{ kind: 'end', end: line as FeedEnd }];
    if ('v' in line && FEED_VERSIONS.some((v) => v === line.v) && 'category' in line) {
      const isAsked = category === WHOLE_SHOP || line.category === category;
      const head = line as FeedHead;
      const { generation } = head;
      if (isAsked) return [{ kind: 'head', category: head.category, generation, words: fullKeys(head) }];
    }
  }
  throw new TypeError('not a line of this feed');
}

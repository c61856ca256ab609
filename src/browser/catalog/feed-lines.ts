/** A feed's answer, line by line as it arrives. A network that falls silent ends it; what came before is kept. */
import { feedAddress, FEED_VERSION, type FeedEnd, type FeedHead } from '#protocol/feed.ts';
import type { FeedRow } from '#domain/catalog/feed.ts';

export type FeedLine =
  | { readonly kind: 'head'; readonly head: FeedHead }
  | { readonly kind: 'row'; readonly row: FeedRow }
  | { readonly kind: 'end'; readonly end: FeedEnd };

/** Milliseconds without a byte after which the network counts as silent. */
const SILENCE = 15_000;

/** Throws TypeError on what is not a feed, and whatever `fetch` throws. `bytes` is told of every piece, as unpacked. */
export async function* feedLines(
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
      for (const line of lines) if (line !== '') yield readLine(line, category);
    }
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function readLine(text: string, category: number): FeedLine {
  const line: unknown = JSON.parse(text);
  if (Array.isArray(line) && Number.isSafeInteger(line[0]) && (line.length === 1 || line.length === 15))
    return { kind: 'row', row: line as unknown as FeedRow };
  if (typeof line === 'object' && line !== null) {
    if ('complete' in line && line.complete === true) return { kind: 'end', end: line as FeedEnd };
    if ('v' in line && line.v === FEED_VERSION && 'category' in line && line.category === category)
      return { kind: 'head', head: line as FeedHead };
  }
  throw new TypeError('not a line of this feed');
}

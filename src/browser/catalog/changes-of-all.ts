/**
 * What changed in the whole shop, asked for once and dealt out to its categories, as if the feed of each had been asked.
 * Anything else (a further round, a category it does not tell of, an answer that was cut or refused) goes to the network.
 */
import { WHOLE_SHOP } from '#protocol/feed.ts';
import type { Feed, FeedLine } from './feed-lines.ts';

/** `network` itself where the shop does not answer for all in one; `since` is at or before what every category has. */
export async function feedOfChanges(network: Feed, since: number): Promise<Feed> {
  const dealt = new Map<number, FeedLine[]>();
  let isWhole = false;
  try {
    let lines: FeedLine[] = [];
    let last: number | undefined;
    for await (const line of network(WHOLE_SHOP, since, 0, () => {})) {
      if (line.kind === 'end') {
        isWhole = true;
        for (const some of dealt.values()) some.push(line);
      } else if (line.kind === 'head' && line.category !== last) {
        last = line.category;
        dealt.set(last, (lines = [line]));
      } else lines.push(line);
    }
  } catch {
    return network;
  }
  if (!isWhole) return network;
  return (category, from, after, bytes) => {
    const lines = from >= since && after === 0 ? dealt.get(category) : undefined;
    if (!lines) return network(category, from, after, bytes);
    // A category that asks again asks for what came later.
    dealt.delete(category);
    return told(lines, bytes);
  };
}

async function* told(lines: readonly FeedLine[], bytes: (count: number) => void): AsyncGenerator<FeedLine> {
  for (const line of lines) {
    if (line.kind === 'row') bytes(JSON.stringify(line.row).length);
    yield line;
  }
}

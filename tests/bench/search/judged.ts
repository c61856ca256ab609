/** Judged searches (see the README of the shared data): a corpus of titles, and what people thought of products for a term. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { SHARED } from './lcsc.ts';

export interface Title {
  readonly id: number;
  readonly title: string;
}

export interface Judged {
  readonly term: string;
  /** Gain by product: grade - 1. */
  readonly gains: ReadonlyMap<number, number>;
}

const LEAST_JUDGED = 5;
const DEPTH = 10;

/** The whole corpus, and the terms with at least five judged products, by term; undefined where the data is absent. */
export function readJudged(): { titles: Title[]; terms: Judged[] } | undefined {
  const folder = `${SHARED}/data/relevance`;
  if (!existsSync(folder)) return undefined;
  const read = (name: string) =>
    parse(gunzipSync(readFileSync(`${folder}/${name}.csv.gz`)), { columns: true }) as Record<
      string,
      string
    >[];
  const titles = read('homedepot-products').map((row) => ({
    id: Number(row['product_uid']),
    title: row['product_title'] ?? '',
  }));
  const gains = new Map<string, Map<number, number>>();
  for (const row of read('homedepot-judgments')) {
    const term = row['search_term'] ?? '';
    const own = gains.get(term) ?? new Map<number, number>();
    gains.set(term, own.set(Number(row['product_uid']), Number(row['relevance']) - 1));
  }
  const terms = [...gains]
    .map(([term, own]) => ({ term, gains: own }))
    .filter((judged) => judged.gains.size >= LEAST_JUDGED)
    .sort((a, b) => (a.term < b.term ? -1 : 1));
  return { titles, terms };
}

/** NDCG@10 over the whole corpus: unjudged products gain nothing. */
export function ndcg(found: readonly number[], { gains }: Judged): number {
  const sum = (list: readonly number[]) =>
    list.slice(0, DEPTH).reduce((total, gain, rank) => total + gain / Math.log2(rank + 2), 0);
  const ideal = sum([...gains.values()].sort((a, b) => b - a));
  return ideal > 0 ? sum(found.map((id) => gains.get(id) ?? 0)) / ideal : 0;
}

/** Relevance beside other engines in the same run, by one configuration for all catalogs. */
import { printTable } from '../tools/bench.ts';
import { ndcg, readJudged, type Judged } from './judged.ts';
import { cartwright, fts5, miniSearch, type Engine } from './rivals.ts';

/** The engine was tuned on every other term; what counts is the other half. */
export async function measureRelevance(): Promise<void> {
  const judged = readJudged();
  if (!judged) {
    console.log(
      '  Relevance is left out: ../shared/data/relevance is not here (CARTWRIGHT_SHARED names its place).\n',
    );
    return;
  }
  const { titles, terms } = judged;
  const seen = terms.filter((_, i) => i % 2 === 0);
  const unseen = terms.filter((_, i) => i % 2 === 1);
  const engines = [
    () => fts5(titles, 'unicode61'),
    () => fts5(titles, 'porter unicode61'),
    () => miniSearch(titles),
    () => cartwright(titles),
  ];
  const rows: (string | number)[][] = [
    ['NDCG@10, whole corpus', 'unseen half', 'times bm25', 'tuning half', 'times bm25', 'p50 ms', 'p99 ms'],
  ];
  let first: { unseen: number; seen: number } | undefined;
  for (const open of engines) {
    const engine = open();
    const times: number[] = [];
    const scores = { unseen: mean(engine, unseen, times), seen: mean(engine, seen, times) };
    first ??= scores;
    times.sort((a, b) => a - b);
    rows.push([
      engine.name,
      scores.unseen.toFixed(4),
      (scores.unseen / first.unseen).toFixed(3),
      scores.seen.toFixed(4),
      (scores.seen / first.seen).toFixed(3),
      times[times.length >> 1]!.toFixed(2),
      times[Math.floor(times.length * 0.99)]!.toFixed(2),
    ]);
  }
  console.log(`  ${titles.length} titles, ${terms.length} terms with five judgments or more\n`);
  printTable(rows);
}

function mean(engine: Engine, terms: readonly Judged[], times: number[]): number {
  let sum = 0;
  for (const judged of terms) {
    const begun = performance.now();
    const found = engine.first(judged.term);
    times.push(performance.now() - begun);
    sum += ndcg(found, judged);
  }
  return sum / terms.length;
}

/** The search engine: relevance beside other engines; bytes, memory and speed at 7,209 and 65,500 parts. */
import type { Bench } from './tools/bench.ts';
import { measureFigures } from './search/figures.ts';
import { measureRelevance } from './search/relevance.ts';

export const bench: Bench = {
  about:
    'Search: relevance beside FTS5 and MiniSearch; size, build, open and query times at 7,209 and 65,500 parts.',
  isUsual: true,
  async run(args) {
    if (!args.includes('--figures')) await measureRelevance();
    if (!args.includes('--relevance')) measureFigures();
  },
};

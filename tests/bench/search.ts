/** The search engine: relevance beside other engines; bytes, memory and speed at 7,209 to 200,000 parts; searches over TLS. */
import type { Bench } from './tools/bench.ts';
import { measureFigures } from './search/figures.ts';
import { measureRelevance } from './search/relevance.ts';
import { measureServed } from './search/served.ts';

export const bench: Bench = {
  about:
    'Search: relevance beside FTS5 and MiniSearch; size, build, open and query times at 7,209, 65,500 and 200,000 parts; over TLS (--relevance, --figures, --served).',
  isUsual: true,
  async run(args) {
    const only = ['--relevance', '--figures', '--served'].filter((one) => args.includes(one));
    const has = (one: string): boolean => only.length === 0 || only.includes(one);
    if (has('--relevance')) await measureRelevance();
    if (has('--figures')) measureFigures();
    if (has('--served')) await measureServed();
  },
};

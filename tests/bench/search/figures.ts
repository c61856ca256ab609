/** Size of the engine's segments on real parts, and the time of its work in this thread: build, open, queries. */
import { constants, brotliCompressSync } from 'node:zlib';
import { ask } from '#domain/search/query/ask.ts';
import { openCollection, type Collection } from '#domain/search/query/collection.ts';
import { suggest } from '#domain/search/query/suggest.ts';
import type { SearchDocument } from '#domain/search/document.ts';
import { parseRequest } from '#domain/search/request.ts';
import { buildSegment } from '#domain/search/segment/build.ts';
import { openSegment } from '#domain/search/segment/segment.ts';
import { PAGE_SIZE } from '#protocol/catalog.ts';
import { printTable } from '../tools/bench.ts';
import { readLcsc } from './lcsc.ts';
import { filteredQueries, textQueries } from './queries.ts';

const QUERIES = 1_000;
const WARM_UP = 150;
/** No device keeps that many: only the server's figures count. */
const LARGE = 200_000;

export function measureFigures(): void {
  const parts = readLcsc('lcsc-parts');
  for (const documents of [readLcsc('lcsc-audio-parts'), parts, parts && grownTo(LARGE, parts)]) {
    if (!documents) {
      console.log(
        '  Figures are left out: ../shared/data/electronics is not here (CARTWRIGHT_SHARED names its place).\n',
      );
      return;
    }
    const built = timed(() => buildSegment(documents));
    const before = process.memoryUsage();
    const opened = timed(() => openCollection([{ segment: openSegment(built.value) }]));
    const collection = opened.value;
    const first = timed(() => ask(collection, parseRequest([['q', documents[0]!.title]]), PAGE_SIZE));
    const texts = textQueries(documents, QUERIES);
    const filtered = filteredQueries(documents, QUERIES);
    printTable([
      [`${documents.length} parts`, 'value'],
      ['build ms', Math.round(built.ms)],
      ['segment bytes', built.value.byteLength],
      ['segment bytes, brotli', documents.length < LARGE ? pack(built.value) : 'not packed'],
      ['open ms', opened.ms.toFixed(1)],
      ['first search ms', first.ms.toFixed(1)],
      ...queryRows('text', (query) => ask(collection, parseRequest(query), PAGE_SIZE), texts),
      ...queryRows(
        'facets, ranges, sorts',
        (query) => ask(collection, parseRequest(query), PAGE_SIZE),
        filtered,
      ),
      ...queryRows('suggestions', (query) => suggestFor(collection, query), texts),
      ['memory beside the bytes, MB', memorySince(before)],
    ]);
  }
}

/** The parts again and again, each time under other ids and part numbers. */
function grownTo(count: number, parts: readonly SearchDocument[]): SearchDocument[] {
  return Array.from({ length: count }, (_, i) => {
    const part = parts[i % parts.length]!;
    const round = Math.floor(i / parts.length);
    if (round === 0) return part;
    const codes = part.codes.map((code) => `${code}V${round}`);
    return {
      ...part,
      id: part.id + round * 1e8,
      codes,
      title: part.title.replace(part.codes[0]!, codes[0]!),
    };
  });
}

function suggestFor(collection: Collection, query: URLSearchParams): void {
  suggest(collection, (query.get('q') ?? '').slice(0, 6), '');
}

function queryRows(
  name: string,
  run: (query: URLSearchParams) => void,
  queries: readonly URLSearchParams[],
): [string, string][] {
  for (const query of queries.slice(0, WARM_UP)) run(query);
  const times = queries.map((query) => timed(() => run(query)).ms).sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(2);
  return [
    [`${name}: p50 ms`, at(0.5)],
    [`${name}: p99 ms`, at(0.99)],
  ];
}

function pack(segment: ArrayBuffer): number {
  return brotliCompressSync(new Uint8Array(segment), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: segment.byteLength,
    },
  }).length;
}

function memorySince(before: NodeJS.MemoryUsage): string {
  (globalThis as { gc?: () => void }).gc?.();
  const now = process.memoryUsage();
  const grown = now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return (grown / 1e6).toFixed(0);
}

/** On the clock: what other processes do meanwhile counts too, so measure on a quiet machine. */
function timed<T>(work: () => T): { value: T; ms: number } {
  const begun = performance.now();
  const value = work();
  return { value, ms: performance.now() - begun };
}

/** The engines that ours is measured beside: each takes the same titles and gives the first ten ids of a term. */
import { DatabaseSync } from 'node:sqlite';
import MiniSearch from 'minisearch';
import { parseRequest } from '#domain/search/request.ts';
import { ask } from '#domain/search/query/ask.ts';
import { openCollection } from '#domain/search/query/collection.ts';
import { buildSegment } from '#domain/search/segment/build.ts';
import { openSegment } from '#domain/search/segment/segment.ts';
import type { Title } from './judged.ts';

export interface Engine {
  readonly name: string;
  first(term: string): number[];
}

const FIRST = 10;

/** Ours, as the shop asks it: hits, then products with fewer of the words. */
export function cartwright(titles: readonly Title[]): Engine {
  const segment = buildSegment(
    titles.map(({ id, title }) => ({
      id,
      title,
      vendor: '',
      codes: [],
      crumbs: [],
      tags: [],
      text: '',
      attributes: [],
      offers: [],
      stock: 'in',
    })),
  );
  const collection = openCollection([{ segment: openSegment(segment) }]);
  return {
    name: 'Cartwright',
    first(term) {
      const { hits, near } = ask(collection, parseRequest([['q', term]]), FIRST);
      return [...hits, ...near].map((found) => found.id);
    },
  };
}

/** SQLite's full-text index: any word may match, ranked by its bm25. */
export function fts5(titles: readonly Title[], tokenizer: 'unicode61' | 'porter unicode61'): Engine {
  const database = new DatabaseSync(':memory:');
  database.exec(`create virtual table titles using fts5 (title, tokenize = '${tokenizer}')`);
  const insert = database.prepare('insert into titles (rowid, title) values (?, ?)');
  database.exec('begin');
  for (const { id, title } of titles) insert.run(id, title);
  database.exec('commit');
  const select = database.prepare(
    `select rowid as id from titles where titles match ? order by bm25(titles), rowid limit ${FIRST}`,
  );
  return {
    name: tokenizer === 'unicode61' ? 'SQLite FTS5 bm25' : 'SQLite FTS5 bm25, porter',
    first(term) {
      const words = term.match(/[\p{L}\p{N}]+/gu) ?? [];
      const rows = words.length > 0 ? select.all(words.map((word) => `"${word}"`).join(' OR ')) : [];
      return rows.map((row) => Number(row['id']));
    },
  };
}

/** MiniSearch with prefixes and typos, as its guide advises. */
export function miniSearch(titles: readonly Title[]): Engine {
  const index = new MiniSearch<Title>({ fields: ['title'] });
  index.addAll(titles);
  return {
    name: 'MiniSearch 7',
    first(term) {
      const found = index.search(term, { prefix: true, fuzzy: 0.2 });
      return found.slice(0, FIRST).map((one) => Number(one.id));
    },
  };
}

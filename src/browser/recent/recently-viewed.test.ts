import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../database.ts';
import { forgetViewed, MOST_VIEWED, readViewed, rememberViewed, type ViewedPart } from './recently-viewed.ts';

const part = (slug: string, at: number): ViewedPart => ({
  slug,
  title: slug,
  vendor: '',
  partNumber: '',
  category: 'tools',
  at,
});

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

it('keeps the newest parts once each, newest first', async () => {
  const database = openDatabase();
  for (let i = 0; i < MOST_VIEWED + 5; i += 1) await rememberViewed(database, part(`p${i}`, i));
  await rememberViewed(database, part('p7', 100));
  const slugs = (await readViewed(database)).map((one) => one.slug);
  expect(slugs.length).toBe(MOST_VIEWED);
  expect(slugs.slice(0, 2)).toEqual(['p7', 'p28']);
  expect(slugs).not.toContain('p4');
  database.close();
});

it('forgets one, or all, and reads nothing that is not a part', async () => {
  const database = openDatabase();
  await rememberViewed(database, part('a', 1));
  await rememberViewed(database, part('b', 2));
  await rememberViewed(database, { at: 3, slug: 'c' } as ViewedPart);
  expect((await readViewed(database)).map((one) => one.slug)).toEqual(['b', 'a']);
  await forgetViewed(database, 'b');
  expect((await readViewed(database)).map((one) => one.slug)).toEqual(['a']);
  await forgetViewed(database);
  expect(await readViewed(database)).toEqual([]);
  database.close();
});

it('does without where storage is refused', async () => {
  globalThis.indexedDB = undefined as unknown as IDBFactory;
  const database = openDatabase();
  expect(await rememberViewed(database, part('a', 1))).toBe(false);
  expect(await readViewed(database)).toEqual([]);
});

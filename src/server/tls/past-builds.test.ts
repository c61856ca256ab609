import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPastBuilds } from './past-builds.ts';

let folder: string;
const DAY = 86_400_000;
const client = () => join(folder, 'client');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-past-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function build(...names: string[]): Promise<void> {
  await rm(client(), { recursive: true, force: true });
  await mkdir(join(client(), '_app/immutable/chunks'), { recursive: true });
  for (const name of names) await writeFile(join(client(), '_app/immutable', name), `built ${name}`);
}

it('serves files of past builds for 30 days after they were last built, and never anything else', async () => {
  const start = 1_700_000_000_000;
  await build('chunks/a.js', 'chunks/b.js');
  const first = await openPastBuilds(folder, client(), start);
  expect(first.find('/_app/immutable/chunks/a.js')).toBeUndefined();

  await build('chunks/b.js', 'chunks/c.js');
  const second = await openPastBuilds(folder, client(), start + 20 * DAY);
  const file = second.find('/_app/immutable/chunks/a.js?v=1');
  expect(await readFile(file!, 'utf8')).toBe('built chunks/a.js');
  expect(second.find('/_app/immutable/chunks/c.js')).toBeUndefined();
  expect(second.find('/_app/immutable/../../secrets')).toBeUndefined();

  const third = await openPastBuilds(folder, client(), start + 31 * DAY);
  expect(third.find('/_app/immutable/chunks/a.js')).toBeUndefined();
});

it('stands in for files of its own build that were built over while the shop runs', async () => {
  await build('chunks/a.js');
  const running = await openPastBuilds(folder, client(), 1_700_000_000_000);
  await build('chunks/b.js');
  expect(await readFile(running.find('/_app/immutable/chunks/a.js')!, 'utf8')).toBe('built chunks/a.js');
  expect(running.find('/_app/immutable/chunks/b.js')).toBeUndefined();
});

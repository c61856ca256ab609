import { expect, it } from 'vitest';
import { readJson } from './answers.ts';

const read = (body: string) =>
  readJson(
    new Request('https://shop.example/api/quote', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }),
  );
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

it('a body nested without end is refused before anything walks it', async () => {
  expect(await read(nested(30))).toMatchObject({ ok: true });
  expect(await read(`{"a":${nested(40)}}`)).toMatchObject({ ok: false });
  expect(await read(nested(100_000))).toMatchObject({ ok: false });
});

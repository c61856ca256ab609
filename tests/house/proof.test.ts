/** The house test can fail: each kind of fault, planted, is found. */
import { describe, expect, it } from 'vitest';
import { findCycles, folderGraph } from './cycles.ts';
import { mayEnterStreet, mayUsePackage, roomOf } from './doors.ts';
import { fileNameFault, isBarrel, wordFaults } from './manners.ts';
import { importsOf, type Source } from './sources.ts';

const source = (path: string, text: string): Source => ({
  path,
  text,
  lines: 1,
  isTest: false,
  imports: importsOf(path, text),
});

describe('the house test finds', () => {
  it.each([
    ['src/domain/cart/merge.ts', 'src/browser/cart/store.ts'],
    ['src/browser/cart/store.ts', 'src/server/cart/sync.ts'],
    ['src/server/cart/sync.ts', 'src/browser/cart/store.ts'],
    ['src/ui/cart/CartLine.svelte', 'src/browser/cart/store.ts'],
    ['src/routes/(shop)/p/[slug]/+page.ts', 'src/server/catalog/read.ts'],
    ['src/routes/(account)/account/+page.svelte', 'src/server/accounts/read.ts'],
    ['src/server/cart/sync.ts', 'tests/databases/open-test-shop.ts'],
  ])('a shut door: %s -> %s', (from, to) => {
    expect(mayEnterStreet(roomOf(from)!, to, false)).toBe(false);
  });

  it.each([
    ['src/domain/cart/merge.ts', 'node:crypto'],
    ['src/server/cart/sync.ts', '$app/environment'],
    ['src/browser/cart/store.ts', '$app/state'],
    ['src/ui/cart/CartLine.svelte', 'valibot'],
  ])('a foreign package: %s -> %s', (from, name) => {
    expect(mayUsePackage(roomOf(from)!, name, false)).toBe(false);
  });

  it('opens the doors of the table', () => {
    expect(mayEnterStreet(roomOf('src/ui/state/cart.svelte.ts')!, 'src/browser/cart/store.ts', false)).toBe(
      true,
    );
    expect(
      mayEnterStreet(roomOf('src/routes/(shop)/cart/+page.server.ts')!, 'src/server/cart/sync.ts', false),
    ).toBe(true);
    expect(mayUsePackage(roomOf('src/service-worker/index.ts')!, 'workbox-routing', false)).toBe(true);
  });

  it('imports in every form', () => {
    const text = [
      `import a, { b,\n c } from './one.ts';`,
      `import './two.css';`,
      `export { d } from '#domain/three.ts';`,
      `const e = await import('#server/four.ts');`,
      `import type { F } from "five";`,
    ].join('\n');
    expect(importsOf('src/ui/x/y.ts', text).map((i) => i.path ?? i.name)).toEqual([
      'src/ui/x/one.ts',
      'src/ui/x/two.css',
      'src/domain/three.ts',
      'src/server/four.ts',
      'five',
    ]);
  });

  it('circles of files and of folders', () => {
    expect(
      findCycles(
        new Map([
          ['a', new Set(['b'])],
          ['b', new Set(['c'])],
          ['c', new Set(['a'])],
        ]),
      ),
    ).toEqual([['a', 'b', 'c', 'a']]);
    const folders = folderGraph([
      ['src/server/cart/a.ts', 'src/server/orders/b.ts'],
      ['src/server/orders/deep/c.ts', 'src/server/cart/d.ts'],
    ]);
    expect(findCycles(folders)).toHaveLength(1);
    expect(findCycles(folderGraph([['src/server/cart/a.ts', 'src/server/shop.ts']]))).toEqual([]);
  });

  it('names, barrels and leftovers', () => {
    expect(fileNameFault('src/server/cart/cart-utils.ts')).toHaveLength(1);
    expect(fileNameFault('src/ui/helpers/Line.svelte')).toHaveLength(1);
    expect(fileNameFault('src/domain/cart/mergeCart.ts')).toHaveLength(1);
    expect(fileNameFault('src/service-worker/index.ts')).toEqual([]);
    expect(fileNameFault('src/browser/database.ts')).toEqual([]);
    expect(
      isBarrel(
        source('src/domain/cart/index.ts', `export * from './merge.ts';\nexport { a } from './b.ts';`),
      ),
    ).toBe(true);
    expect(wordFaults(source('src/a.ts', `// ${'TO'}${'DO'} later`))).toHaveLength(1);
    expect(wordFaults(source('src/a.ts', `it.${'only'}('x', () => 1)`))).toHaveLength(1);
  });
});

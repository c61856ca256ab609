/**
 * The first view's budget, in bytes as sent. Framework and router alone are 31.7 kB of script; the aim of 45 kB is reached
 * where a page shows little. These limits are where each kind stands, a little air included: a ratchet, to be lowered.
 */
import { measureFirstView } from '../first-view.ts';
import { pageKinds } from '../page-kinds.ts';
import { expect, test } from '../with-shop.ts';

const MOST_SCRIPT: Readonly<Record<string, number>> = {
  home: 60_000,
  category: 66_000,
  search: 66_000,
  'dense list': 66_000,
  compare: 62_000,
  product: 60_000,
  cart: 65_000,
  checkout: 75_000,
  privacy: 50_000,
  cookies: 52_000,
  'not found': 47_000,
};
const MOST_STYLE = 9_000;
const MOST_HTML = 20_000;

test('the first view of each page stays within its bytes', async ({ shop }) => {
  for (const { name, path } of await pageKinds(shop)) {
    const view = await measureFirstView(shop, path);
    expect(view.script, `${name}: script`).toBeLessThan(MOST_SCRIPT[name] ?? 45_000);
    expect(view.script, `${name}: the measure sees scripts at all`).toBeGreaterThan(30_000);
    expect(view.style, `${name}: style`).toBeLessThan(MOST_STYLE);
    expect(view.html, `${name}: HTML`).toBeLessThan(MOST_HTML);
  }
});

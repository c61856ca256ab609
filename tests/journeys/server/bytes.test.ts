/**
 * The first view's budget, in bytes as sent: 45 kB of script, of which framework and router alone are 31.7. Pages that
 * are over it stand by name. Each limit has 0.2 to 0.3 kB of air, since names of pieces, and so their compression, change
 * with every change.
 */
import { measureFirstView } from '../first-view.ts';
import { pageKinds } from '../page-kinds.ts';
import { expect, test } from '../with-shop.ts';

const MOST_SCRIPT = 45_200;
const OVER_IT: Readonly<Record<string, number>> = {
  category: 46_200,
  cart: 52_800,
  cookies: 45_700,
  'lost order link': 45_600,
  'parts list': 45_500,
};
const MOST_STYLE = 9_000;
const MOST_HTML = 20_000;

test('the first view of each page stays within its bytes', async ({ shop }) => {
  for (const { name, path } of await pageKinds(shop)) {
    const view = await measureFirstView(shop, path);
    expect(view.script, `${name}: script`).toBeLessThan(OVER_IT[name] ?? MOST_SCRIPT);
    expect(view.script, `${name}: the measure sees scripts at all`).toBeGreaterThan(30_000);
    expect(view.style, `${name}: style`).toBeLessThan(MOST_STYLE);
    expect(view.style, `${name}: the measure sees styles at all`).toBeGreaterThan(3_000);
    expect(view.styleRequests, `${name}: no style is asked for before the first view`).toBe(0);
    expect(view.html, `${name}: HTML`).toBeLessThan(MOST_HTML);
  }
});

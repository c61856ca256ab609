/** The cart: merging, its cookie, rounds of talk with the server, and the time from a click to "saved". */
import { chromium } from '@playwright/test';
import { decodeCart, encodeCart } from '#domain/cart/cookie-codec.ts';
import { EMPTY_CART, type Addition, type CartState } from '#domain/cart/cart.ts';
import { newDot, type Dot } from '#domain/cart/dot.ts';
import { mergeCarts } from '#domain/cart/merge.ts';
import { liveRows } from '#domain/cart/rows.ts';
import { answerSync } from '#server/cart/cart-answers.ts';
import type { Shop } from '#server/shop.ts';
import { openTestShop } from '../databases/open-test-shop.ts';
import { bringChromium } from '../journeys/find-chromium.ts';
import { startShop } from '../journeys/shop-server.ts';
import { partsOf } from '../journeys/cart-ways.ts';
import { Dice } from '../simulation/dice.ts';
import { printTable, type Bench } from './tools/bench.ts';

const dice = new Dice(1);

export const bench: Bench = {
  about: 'Merging 500-dot carts, cookies of 200 lines, syncs per second, click to saved.',
  isUsual: true,
  async run() {
    const rows: (string | number)[][] = [['cart', 'each', 'per second']];
    const [a, b] = [cartOf(500), cartOf(500)];
    rows.push(timed('merge of two carts of 500 dots', 300, () => mergeCarts(a, b)));
    const cart = cartOf(200);
    const text = encodeCart(cart, [], 1);
    rows.push(timed(`encode 200 lines (${text.length} bytes)`, 300, () => encodeCart(cart, [], 1)));
    rows.push(timed('decode 200 lines', 300, () => decodeCart(text)));
    rows.push(...(await syncs()));
    rows.push(await clicks());
    printTable(rows);
  },
};

function cartOf(lines: number): CartState {
  const added = new Map<Dot, Addition>();
  for (let i = 0; i < lines; i += 1)
    added.set(newDot(dice), { variant: dice.below(2 ** 31), n: 1 + dice.below(99), kind: 'add', at: i + 1 });
  return { ...EMPTY_CART, added };
}

function timed(name: string, times: number, work: () => unknown): (string | number)[] {
  work();
  const began = performance.now();
  for (let i = 0; i < times; i += 1) work();
  return row(name, (performance.now() - began) / times);
}

function row(name: string, milliseconds: number): (string | number)[] {
  return [name, `${milliseconds.toFixed(3)} ms`, Math.round(1_000 / milliseconds)];
}

/** In process, on SQLite: a round that changes the cart (one durable commit) and one that only asks. */
async function syncs(): Promise<(string | number)[][]> {
  await using opened = await openTestShop();
  const round = (shop: Shop, state: CartState, cid?: string) =>
    answerSync(
      shop,
      { cid, name: undefined },
      { v: 1, added: liveRows(state), removed: [], held: [], notes: [], have: 0, seen: 0, need: [] },
    );
  const cids: string[] = [];
  const writing = performance.now();
  for (let i = 0; i < 300; i += 1) {
    const said = await round(opened.shop, cartOf(10));
    if (said.ok) cids.push(said.cookies[0]!.value);
  }
  const written = (performance.now() - writing) / 300;
  const asking = performance.now();
  for (const cid of cids) await round(opened.shop, EMPTY_CART, cid);
  return [
    row('sync of 10 lines that changes the cart', written),
    row('sync that only asks', (performance.now() - asking) / cids.length),
  ];
}

/** In a real browser: from the press of "Add to cart" until IndexedDB and the cookie have it and the page says so. */
async function clicks(): Promise<(string | number)[]> {
  const shop = await startShop();
  const browser = await chromium.launch({
    executablePath: bringChromium(),
    args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${shop.spki}`],
  });
  try {
    const page = await browser.newPage({ baseURL: shop.origin });
    await page.goto(`/p/${partsOf(shop)[0]!.slug}`);
    await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
    await page
      .getByText(/in the cart/)
      .first()
      .waitFor();
    const took = await page.evaluate(async () => {
      const button = [...document.querySelectorAll('button')].find(
        (one) => one.textContent?.trim() === 'Add to cart',
      )!;
      const times: number[] = [];
      for (let i = 0; i < 20; i += 1) {
        const before = document.cookie;
        const began = performance.now();
        button.click();
        while (document.cookie === before) await new Promise((resolve) => setTimeout(resolve, 1));
        times.push(performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
      return times.sort((x, y) => x - y)[10]!;
    });
    return row('click to saved, median of 20', took);
  } finally {
    await browser.close();
    await shop.remove();
  }
}

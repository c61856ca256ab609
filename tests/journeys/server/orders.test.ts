/** An order's page and its lost link, as a program sees them. */
import type { PlacedAnswer, QuoteAnswer } from '#protocol/checkout.ts';
import type { OrderAnswer } from '#protocol/order.ts';
import { ANNA, intentFrom } from '../../databases/small-shop.ts';
import { runCommand } from '../../run-command.ts';
import { expect, test } from '../with-shop.ts';
import type { ShopServer } from '../shop-server.ts';
import { ask } from './ask.ts';
import { stockUpBeside } from './stock-up.ts';

const json = { 'content-type': 'application/json' };

async function buy(shop: ShopServer): Promise<PlacedAnswer> {
  const variant = await stockUpBeside(shop, 1_000);
  const wish = JSON.stringify({ v: 1, lines: [{ variant, n: 1 }] });
  const quoted = await ask(shop, '/api/quote', { method: 'POST', headers: json, body: wish });
  const intent = intentFrom(JSON.parse(quoted.body.toString()) as QuoteAnswer);
  const headers = { ...json, 'idempotency-key': intent.checkoutId };
  const answer = await ask(shop, '/api/checkout', { method: 'POST', headers, body: JSON.stringify(intent) });
  expect(answer.status).toBe(201);
  return JSON.parse(answer.body.toString()) as PlacedAnswer;
}

test('who asks for a lost link gets one answer, whether there are orders or not', async ({ shop }) => {
  await buy(shop);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'text/html',
    origin: shop.origin,
  };
  const asked = async (email: string) => {
    const body = new URLSearchParams({ email }).toString();
    const answer = await ask(shop, '/orders', { method: 'POST', headers, body });
    const { date, ...told } = answer.headers;
    expect(date).toBeDefined();
    // Every answer names the address that was typed, also within the script whose hash the policy allows.
    const plain = (text: string) =>
      text.replaceAll(email, '(address)').replace(/(script-src 'self' )'sha256-[\w+/=]+'/, '$1(its script)');
    return {
      status: answer.status,
      headers: JSON.parse(plain(JSON.stringify(told))) as object,
      body: plain(answer.body.toString()),
    };
  };
  const hit = await asked(ANNA.email);
  expect(hit.status).toBe(200);
  expect(hit.body).toMatch(/If there are orders of <strong[^>]*>\(address\)</);
  // As long as hers: the length of the answer tells nothing either.
  const nobody = 'Nemo@example.org';
  expect(nobody).toHaveLength(ANNA.email.length);
  expect(await asked(nobody)).toEqual(hit);
  expect(await asked(ANNA.email)).toEqual(hit);
});

test('a parcel is followed from the order’s page, with script and without', async ({ shop }) => {
  const { number, link } = await buy(shop);
  const settings = { SHOP_DIR: shop.folder, LOG_LEVEL: 'error' };
  const step = (...words: string[]) => runCommand(['order', number, ...words], settings);
  expect((await step('pack')).code).toBe(0);
  const url = 'https://post.example/track?code=AT%20"7"&lang=en';
  expect((await step('ship', '--carrier', 'Post & Co', '--code', 'AT 7', '--url', url)).code).toBe(0);
  const answer = await ask(shop, `/api${link}`);
  const { shipments, progress } = JSON.parse(answer.body.toString()) as OrderAnswer;
  expect(progress).toBe('shipped');
  expect(shipments).toMatchObject([{ carrier: 'Post & Co', code: 'AT 7', url }]);
  const page = (await ask(shop, link)).body.toString();
  expect(page).toContain('Post &amp; Co');
  expect(page).toMatch(
    /<a href="https:\/\/post\.example\/track\?code=AT%20(&quot;|%22)7(&quot;|%22)&amp;lang=en" rel="noreferrer external">Follow parcel AT 7<\/a/,
  );
});

test('a link that opens nothing is a page that says so, and is kept nowhere', async ({ shop }) => {
  const answer = await ask(shop, `/orders/${'A'.repeat(22)}`);
  expect(answer.status).toBe(404);
  expect(String(answer.headers['cache-control'])).toMatch(/no-store|no-cache/);
});

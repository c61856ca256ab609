/** The checkout's routes against the treaty: statuses, types, headers, and bodies a device of any version can judge. */
import { expect, test } from 'vitest';
import { PROBLEM_TYPE, endsIntent, problemName } from '#protocol/problems.ts';
import type { CheckoutStatus, PlacedAnswer, QuoteAnswer } from '#protocol/checkout.ts';
import type { Shop } from '#server/shop.ts';
import { judge } from '#browser/checkout/reply.ts';
import { POST as postCheckout } from '../../src/routes/api/checkout/+server.ts';
import { DELETE as deleteCheckout, GET as getCheckout } from '../../src/routes/api/checkout/[id]/+server.ts';
import { POST as postQuote } from '../../src/routes/api/quote/+server.ts';
import { openTestShop } from '../databases/open-test-shop.ts';
import { ANNA, WOOFER, freshId, intentFrom, stockShelves } from '../databases/small-shop.ts';

type Route = (event: never) => Response | Promise<Response>;

async function ask(
  shop: Shop,
  route: unknown,
  options: { body?: string; headers?: Record<string, string>; id?: string },
) {
  const { body, headers = {}, id } = options;
  const request = new Request('https://localhost/api', {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body }),
  });
  const set: [string, string][] = [];
  const cookies = {
    get: () => undefined,
    set: (name: string, value: string) => void set.push([name, value]),
  };
  const event = { request, locals: { shop }, params: { id }, cookies };
  const response = await (route as Route)(event as never);
  const text = await response.text();
  const { status, headers: told } = response;
  return { status, headers: told, text, json: JSON.parse(text) as unknown, cookies: set };
}

const quote = async (shop: Shop) => {
  const body = {
    v: 1,
    lines: [{ variant: WOOFER.id, n: 1 }],
    destination: { country: 'AT', postalCode: '1080' },
  };
  return (await ask(shop, postQuote, { body: JSON.stringify(body) })).json as QuoteAnswer;
};

test('a quote, an order, its repeat and its status', async () => {
  await using open = await openTestShop();
  const { shop } = open;
  await stockShelves(shop);
  const answer = await quote(shop);
  expect(answer.expiresAt - answer.at).toBe(15 * 60_000);
  const intent = intentFrom(answer);
  const sent = { body: JSON.stringify(intent), headers: { 'idempotency-key': intent.checkoutId } };
  const first = await ask(shop, postCheckout, sent);
  expect([first.status, first.headers.get('content-type')]).toEqual([201, 'application/json']);
  expect(first.headers.get('cache-control')).toBe('private, no-store');
  // Key order and blanks make no other request of it.
  const respelt = JSON.stringify(Object.fromEntries(Object.entries(intent).reverse()), null, 1);
  const again = await ask(shop, postCheckout, { ...sent, body: respelt });
  expect(again.text).toBe(first.text);
  // No cookie named the cart: the order gives it its number, the same at every repeat.
  expect(first.cookies).toEqual([['__Host-cid', expect.stringMatching(/^[\w-]{22}$/)]]);
  expect(again.cookies).toEqual(first.cookies);
  const status = (await ask(shop, getCheckout, { id: intent.checkoutId })).json as CheckoutStatus;
  expect(status).toMatchObject({ state: 'placed', placed: first.json as PlacedAnswer });
  const heard = { status: 201, type: 'application/json', retryAfter: null, body: first.text };
  expect(judge(intent.checkoutId, heard, 0)).toMatchObject({ kind: 'placed' });
});

test('every refusal is a problem document of a known type, and says whether it ends the intent', async () => {
  await using open = await openTestShop();
  const { shop } = open;
  await stockShelves(shop);
  const intent = intentFrom(await quote(shop));
  const key = { 'idempotency-key': intent.checkoutId };
  const body = JSON.stringify(intent);
  await ask(shop, postCheckout, { body, headers: key });
  const other = { ...intent, checkoutId: freshId() };
  const otherKey = { 'idempotency-key': other.checkoutId };
  const cases: [Parameters<typeof ask>[2], number, string, boolean][] = [
    [{ body }, 400, 'missing-key', true],
    [{ body, headers: { 'idempotency-key': 'short' } }, 400, 'invalid', true],
    [{ body, headers: otherKey }, 400, 'invalid', true],
    [{ body: '{', headers: otherKey }, 400, 'invalid', true],
    [{ body, headers: { ...otherKey, 'content-type': 'text/plain' } }, 400, 'invalid', true],
    [{ body: JSON.stringify({ ...intent, total: 1 }), headers: key }, 422, 'key-reuse', true],
    [{ body: JSON.stringify({ ...other, v: 9 }), headers: otherKey }, 422, 'upgrade', true],
    [{ body: JSON.stringify({ ...other, payment: 'shells' }), headers: otherKey }, 400, 'invalid', true],
    [
      { body: JSON.stringify({ ...other, contact: { ...ANNA, name: 'a\nb' } }), headers: otherKey },
      400,
      'invalid',
      true,
    ],
    [
      { body: JSON.stringify({ ...other, total: 1, quoteId: freshId() }), headers: otherKey },
      422,
      'changed',
      true,
    ],
  ];
  for (const [options, status, name, ends] of cases) {
    const answer = await ask(shop, postCheckout, options);
    expect([answer.status, problemName(answer.json)], answer.text).toEqual([status, name]);
    expect(answer.headers.get('content-type')).toBe(PROBLEM_TYPE);
    expect(answer.cookies).toEqual([]);
    expect(endsIntent(problemName(answer.json))).toBe(ends);
  }
});

test('a cancel of a key never seen is kept; a locked database is no last word', async () => {
  await using open = await openTestShop();
  const { shop } = open;
  await stockShelves(shop);
  const intent = intentFrom(await quote(shop));
  const none = (await ask(shop, getCheckout, { id: intent.checkoutId })).json;
  expect(none).toMatchObject({ state: 'none', checkoutId: intent.checkoutId });
  expect((await ask(shop, deleteCheckout, { id: intent.checkoutId })).json).toMatchObject({
    state: 'cancelled',
  });
  const headers = { 'idempotency-key': intent.checkoutId };
  const late = await ask(shop, postCheckout, { body: JSON.stringify(intent), headers });
  expect([late.status, problemName(late.json)]).toEqual([422, 'cancelled']);
  const locked = Object.assign(new Error('database is locked'), { errcode: 5 });
  const busy = { ...shop, database: { ...shop.database, transaction: () => Promise.reject(locked) } } as Shop;
  const next = intentFrom(await quote(shop));
  const refused = await ask(busy, postCheckout, {
    body: JSON.stringify(next),
    headers: { 'idempotency-key': next.checkoutId },
  });
  expect([refused.status, problemName(refused.json), refused.headers.get('retry-after')]).toEqual([
    503,
    'busy',
    '2',
  ]);
  expect(endsIntent(problemName(refused.json))).toBe(false);
});

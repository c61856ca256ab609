/** What the world outside may say to the payment and picture routes. */
import { expect, test } from '../with-shop.ts';
import { ask } from './ask.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

test('a webhook without a right signature is refused, whoever it names', async ({ shop }) => {
  for (const headers of [
    json,
    { ...json, 'cartwright-signature': 't=1,v1=00' },
    { ...json, 'stripe-signature': 't=1,v1=00' },
  ]) {
    for (const provider of ['practice', 'stripe']) {
      const answer = await ask(shop, `/api/payments/${provider}`, {
        method: 'POST',
        headers,
        body: '{"id":"evt_1"}',
      });
      expect(answer.status).toBe(400);
      expect(answer.headers['cache-control']).toBe('private, no-store');
    }
  }
  const unknown = await ask(shop, '/api/payments/nobody', { method: 'POST', headers: json, body: '{}' });
  expect(unknown.status).toBe(404);
});

test('a return address nobody gave leads nowhere', async ({ shop }) => {
  expect((await ask(shop, '/api/payments/return/nothing')).status).toBe(404);
  expect((await ask(shop, '/pay/nothing')).status).toBe(404);
  expect((await ask(shop, '/practice/nothing')).status).toBe(404);
});

test('no name but our own leads to a picture', async ({ shop }) => {
  for (const name of ['x.webp', '..%2fshop.db', '%2e%2e%2fshop.db', `${'0'.repeat(32)}-160.webp`])
    expect((await ask(shop, `/pictures/${name}`)).status).toBe(404);
});

/**
 * The judge of placing must be able to fail: four well-known wrong ways to place an order, each caught,
 * and the real one, which passes. A history is a few buyers on one shelf with crashes between steps and retries by key.
 */
import { expect, test } from 'vitest';
import { takesOf } from '#domain/stock/stock.ts';
import { intentSchema, type Intent } from '#protocol/checkout.ts';
import { judgeIntent } from '#server/checkout/judge-intent.ts';
import { answerOfKey, storeAnswer } from '#server/checkout/keys.ts';
import { placeOrder } from '#server/checkout/place-order.ts';
import { writeOrder } from '#server/checkout/write-order.ts';
import { takeStock } from '#server/stock/take-stock.ts';
import type { Shop } from '#server/shop.ts';
import * as v from 'valibot';
import { openTestShop } from '../databases/open-test-shop.ts';
import { WOOFER, countOf, intentFrom, onHand, quoteFor, stockShelves } from '../databases/small-shop.ts';

/** The process dies here, now and then. */
class Crash extends Error {}

interface World {
  readonly shop: Shop;
  /** Between two steps: throws where the history wants a crash. */
  readonly step: (where: string) => Promise<void>;
  /** Letters that left the house, by order number. */
  readonly letters: string[];
}

type Place = (world: World, intent: Intent) => Promise<'placed' | 'refused'>;

const FINGERPRINT = 'the same';
const BODY = '{"state":"placed"}';

async function known({ shop }: World, intent: Intent): Promise<'placed' | 'refused' | undefined> {
  const answer = await answerOfKey(shop, shop.database.read, intent.checkoutId, FINGERPRINT);
  return answer && (answer.status === 201 ? 'placed' : 'refused');
}

const keyOf = (intent: Intent, order: number | null) =>
  [
    intent.checkoutId,
    { fingerprint: FINGERPRINT, state: 'placed', status: 201, body: BODY, order, at: 0 },
  ] as const;

/** Judges, takes and writes in one transaction; `early` and `late` may add to it. */
async function writeAll(
  { shop }: World,
  intent: Intent,
  late: (
    tx: Parameters<Parameters<Shop['database']['transaction']>[0]>[0],
    order: number,
  ) => Promise<void> = async () => {},
): Promise<number | undefined> {
  return shop.database.transaction(async (tx) => {
    const at = shop.clock.now();
    const judged = await judgeIntent(shop, tx, intent, '', at);
    if (!judged.ok) return undefined;
    const order = await writeOrder(shop, tx, { intent, ...judged, cart: '', at });
    const taken = await takeStock(tx, takesOf(judged.quote.lines), {
      reason: 'order',
      source: order.number,
      at,
    });
    if (!taken.ok) throw new Error('sold meanwhile');
    await late(tx, order.id);
    return order.id;
  });
}

const mutants: Readonly<Record<string, Place>> = {
  async 'key after commit'(world, intent) {
    const before = await known(world, intent);
    if (before) return before;
    // Without the unique key of the order the retry would be free to write it again.
    const order = await writeAll(world, {
      ...intent,
      checkoutId: `${intent.checkoutId.slice(0, 10)}${Math.random()}`,
    });
    if (order === undefined) return 'refused';
    await world.step('between order and key');
    await world.shop.database.transaction((tx) => storeAnswer(tx, ...keyOf(intent, order)));
    return 'placed';
  },
  async 'key before commit'(world, intent) {
    const before = await known(world, intent);
    if (before) return before;
    await world.shop.database.transaction((tx) => storeAnswer(tx, ...keyOf(intent, null)));
    await world.step('between key and order');
    return (await writeAll(world, intent)) === undefined ? 'refused' : 'placed';
  },
  async 'check, then decrement'(world, intent) {
    const before = await known(world, intent);
    if (before) return before;
    const { shop } = world;
    const wanted = intent.lines[0]!;
    const left = await onHand(shop, wanted.variant);
    if (left < wanted.n) return 'refused';
    const at = shop.clock.now();
    const judged = await judgeIntent(shop, shop.database.read, intent, '', at);
    if (!judged.ok) return 'refused';
    await world.step('between check and decrement');
    await shop.database.transaction(async (tx) => {
      await tx
        .updateTable('variant_rows')
        .set({ on_hand: left - wanted.n })
        .where('id', '=', wanted.variant)
        .execute();
      const order = await writeOrder(shop, tx, { intent, ...judged, cart: '', at });
      await storeAnswer(tx, ...keyOf(intent, order.id));
    });
    return 'placed';
  },
  async 'letter before commit'(world, intent) {
    const before = await known(world, intent);
    if (before) return before;
    const order = await writeAll(world, intent, async (tx, id) => {
      world.letters.push(String(id));
      await world.step('between letter and commit');
      await storeAnswer(tx, ...keyOf(intent, id));
    });
    return order === undefined ? 'refused' : 'placed';
  },
};

const real: Place = async ({ shop, step, letters }, intent) => {
  await step('before');
  const answer = await placeOrder(shop, { key: intent.checkoutId, body: intent, cart: '' });
  await step('after');
  if (answer.status !== 201) return 'refused';
  const { number } = JSON.parse(answer.body) as { number: string };
  if (!letters.includes(number)) letters.push(number);
  return 'placed';
};

/** Everything that is wrong after a history. */
async function faultsOf(place: Place, seed: number): Promise<{ faults: string[]; crashes: number }> {
  await using open = await openTestShop({ seed: `mutant ${seed}` });
  const { shop } = open;
  await stockShelves(shop, [{ ...WOOFER, stock: 3 }]);
  const quote = await quoteFor(shop, [{ variant: WOOFER.id, n: 1 }]);
  let dice = seed;
  let crashes = 0;
  const letters: string[] = [];
  const world: World = {
    shop,
    letters,
    async step() {
      await new Promise((resolve) => setImmediate(resolve));
      dice = (dice * 1_103_515_245 + 12_345) & 0x7fffffff;
      if ((dice >> 16) % 3 !== 0) return;
      crashes += 1;
      throw new Crash();
    },
  };
  const buyer = async (): Promise<'placed' | 'refused'> => {
    const intent = v.parse(intentSchema, intentFrom(quote));
    for (;;) {
      try {
        return await place(world, intent);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  };
  const outcomes = await Promise.all(Array.from({ length: 6 }, buyer));
  const told = outcomes.filter((outcome) => outcome === 'placed').length;
  const orders = await countOf(shop, 'orders');
  const left = await onHand(shop, WOOFER.id);
  const faults: string[] = [];
  if (orders !== told) faults.push(`${told} buyers were told of an order, there are ${orders}`);
  if (orders + left !== 3) faults.push(`3 pieces became ${orders} sold and ${left} left`);
  if (letters.length > orders) faults.push(`${letters.length} letters for ${orders} orders`);
  return { faults, crashes };
}

const SEEDS = Array.from({ length: 12 }, (_, i) => i * 7919 + 1);

test('the real way of placing has no fault in any history, and the crashes did happen', async () => {
  let crashed = 0;
  for (const seed of SEEDS) {
    const { faults, crashes } = await faultsOf(real, seed);
    expect(faults).toEqual([]);
    crashed += crashes;
  }
  expect(crashed).toBeGreaterThan(10);
});

for (const [name, mutant] of Object.entries(mutants)) {
  test(`a mutant is caught: ${name}`, async () => {
    const caught: string[] = [];
    for (const seed of SEEDS) caught.push(...(await faultsOf(mutant, seed)).faults);
    expect(caught.length).toBeGreaterThan(0);
  });
}

/** 500 histories through the real layers: IndexedDB (fake-indexeddb) on the devices, SQLite on the server. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openDatabase, wipeDatabase } from '#browser/database.ts';
import { indexedCartStore } from '#browser/cart/cart-store.ts';
import { readCopy } from '#browser/cart/stored-copy.ts';
import { cartTime } from '#server/cart/cart-record.ts';
import { cartBehind, findCart, fingerprintOf } from '#server/cart/carts-table.ts';
import { makeCode, takeCart } from '#server/cart/hand-over.ts';
import { syncCart } from '#server/cart/sync-cart.ts';
import { openTestShop } from '#tests/databases/open-test-shop.ts';
import type { Shop } from '#server/shop.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import { cookieOf, type Backing, type ServerBacking } from './cart-devices.ts';
import { runHistory } from './cart-history.ts';

const histories = Number(process.env['REAL_HISTORIES'] ?? 500);

let names = 0;

function indexedBacking(): Backing {
  const name = `device-${(names += 1)}`;
  const database = openDatabase({ name });
  return {
    store: indexedCartStore(database),
    async peek() {
      const read = await database.work(['cart'], 'readonly', (tx) => tx.objectStore('cart').get('cart'));
      return read.ok ? readCopy(read.value) : undefined;
    },
    async wipe() {
      database.close();
      await wipeDatabase(name);
    },
  };
}

function shopServer(open: Shop, clock: Clock, random: Random): ServerBacking {
  const shop: Shop = { ...open, clock, random };
  return {
    async process(given, request) {
      const done = await syncCart(shop, { cid: given, request });
      if (!done.ok) return { heard: done, cid: given ?? '', cookie: '' };
      const answer = { ...done.result, view: [], lines: [] };
      return { heard: { ok: true, answer }, cid: done.cid, cookie: cookieOf(done.record) };
    },
    async peek(cid) {
      const fingerprint = fingerprintOf(cid);
      const found = fingerprint && (await findCart(shop.database.read, fingerprint, cartTime(shop)));
      return found ? found.record : undefined;
    },
    async wipe(cid) {
      await shop.database.transaction(async (tx) =>
        tx
          .deleteFrom('carts')
          .where('id', '=', await cartBehind(tx, fingerprintOf(cid)!))
          .execute(),
      );
    },
    async join(own, target) {
      const made = await makeCode(shop, target);
      // Wiped meanwhile: the taker has nothing to take, and tells the shop what it knows.
      if (!made.ok) return { cid: target, cookie: '' };
      const taken = await takeCart(shop, own, made.code);
      if (!taken.ok) throw new Error(taken.reason);
      return { cid: taken.cid, cookie: cookieOf(taken.record) };
    },
    async isOne(a, b) {
      const behind = (cid: string) => cartBehind(shop.database.read, fingerprintOf(cid)!);
      return (await behind(a)) === (await behind(b));
    },
  };
}

/** Storage that is real takes turns of the event loop. */
async function settle(): Promise<void> {
  for (let i = 0; i < 60; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

it(
  'nothing is lost and nothing comes back through IndexedDB and SQLite',
  async () => {
    await using open = await openTestShop();
    const wrong: string[] = [];
    for (let seed = 1; seed <= histories && wrong.length < 3; seed += 1) {
      const said = await runHistory({
        seed,
        backing: indexedBacking,
        server: (clock, dice) => shopServer(open.shop, clock, dice),
        fired: () => undefined,
        settle,
      });
      if (said) wrong.push(`${seed}: ${said}`);
    }
    expect(wrong).toEqual([]);
  },
  30 * 60_000,
);

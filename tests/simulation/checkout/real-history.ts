/** A history over the real stores: IndexedDB on the device's side, the shop's own verbs on SQLite on the other. */
import { IDBFactory } from 'fake-indexeddb';
import { indexedOutbox } from '#browser/checkout/indexed-outbox.ts';
import type { Heard } from '#browser/checkout/reply.ts';
import { openDatabase } from '#browser/database.ts';
import { isOpen, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import { canonicalJson } from '#protocol/canonical.ts';
import { PROBLEM_TYPE } from '#protocol/problems.ts';
import { placeOrder } from '#server/checkout/place-order.ts';
import { cancelCheckout, getCheckout } from '#server/checkout/status.ts';
import type { Shop } from '#server/shop.ts';
import { freshDot, intentFrom, quoteFor } from '#tests/databases/small-shop.ts';
import { Chance } from './chance.ts';
import { NetworkModel, type Counter } from './network-model.ts';
import { Tab, type World } from './tab.ts';

function counterOf(shop: Shop): Counter {
  const heard = (status: number, body: string): Heard => ({
    status,
    type: status < 300 ? 'application/json' : PROBLEM_TYPE,
    retryAfter: null,
    body,
  });
  return {
    async place(key, text) {
      const { status, body } = await placeOrder(shop, { key, body: JSON.parse(text) as unknown, cart: '' });
      return heard(status, body);
    },
    ask: async (id) => heard(200, JSON.stringify(await getCheckout(shop, id))),
    cancel: async (id) => heard(200, JSON.stringify(await cancelCheckout(shop, id))),
  };
}

export class RealHistory {
  readonly violations = new Set<string>();
  readonly #shop: Shop;
  readonly #variant: number;
  readonly #chance: Chance;
  readonly #network: NetworkModel;
  readonly #world: World;
  readonly #totals = new Map<string, number>();
  readonly #database = openDatabase();
  #now = 1_700_000_000_000;
  #tab: Tab;

  /** `variant` is this history's own part of the shop. */
  constructor(shop: Shop, variant: number, seed: number, fired: Map<string, number>) {
    this.#shop = shop;
    this.#variant = variant;
    globalThis.indexedDB = new IDBFactory();
    this.#chance = new Chance(seed, fired);
    this.#network = new NetworkModel(this.#chance, counterOf(shop));
    this.#world = {
      chance: this.#chance,
      store: indexedOutbox(this.#database),
      transport: this.#network.transport(),
      clock: { now: () => this.#now },
      reaches: () => this.#network.reaches(),
      isCalm: false,
      lock: { holder: undefined, hasLocks: this.#chance.next() > 0.3 },
      spent: new Set(),
      told: [],
    };
    this.#tab = new Tab(this.#world);
  }

  async run(): Promise<Set<string>> {
    for (let steps = 5 + this.#chance.below(8); steps > 0; steps -= 1) {
      if (this.#tab.isDead) this.#tab = new Tab(this.#world);
      await this.#step();
    }
    this.#network.isCalm = this.#world.isCalm = true;
    for (let visit = 0; visit < 4; visit += 1) {
      this.#now += 61_000;
      await new Tab(this.#world).run((outbox) => outbox.send(true));
      if (visit === 1) await this.#network.deliverAllLate();
    }
    await this.#judge();
    this.#database.close();
    return this.violations;
  }

  async #step(): Promise<void> {
    const roll = this.#chance.below(100);
    if (roll < 25) await this.#order();
    else if (roll < 60) await this.#tab.run((outbox) => outbox.send(true));
    else if (roll < 70) {
      const other = new Tab(this.#world);
      await Promise.all([this.#tab.run((o) => o.send(true)), other.run((o) => o.send(true))]);
    } else if (roll < 80) this.#now += this.#chance.below(90_000);
    else if (roll < 85) this.#network.isDown = !this.#network.isDown;
    else if (roll < 92) await this.#cancelOne();
    else if (roll < 96) await this.#network.deliverLate();
    else await this.#changePrice();
  }

  async #order(): Promise<void> {
    const lines = [{ variant: this.#variant, n: 1 + this.#chance.below(2) }];
    const quote = await quoteFor(this.#shop, lines).catch(() => undefined);
    if (!quote) return;
    const { quoteId: _held, ...estimate } = quote;
    const intent = intentFrom(this.#chance.below(2) ? quote : estimate, { dots: [freshDot()] });
    const { checkoutId, dots, total, currency } = intent;
    this.#totals.set(checkoutId, total);
    const saved = { checkoutId, dots, lines: intent.lines, total, currency };
    await this.#tab.run((outbox) => outbox.save(saved, canonicalJson(intent)));
    if (!(await this.#intents()).some((one) => one.checkoutId === checkoutId))
      this.#totals.delete(checkoutId);
  }

  async #cancelOne(): Promise<void> {
    const all = await this.#intents();
    if (all.length > 0) await this.#tab.run((outbox) => outbox.cancel(this.#chance.pick(all).checkoutId));
  }

  async #changePrice(): Promise<void> {
    this.#chance.count('price changed');
    const price = 10_000 * (1 + this.#chance.below(900));
    await this.#shop.database.transaction(async (tx) => {
      await tx
        .updateTable('variant_rows')
        .set({ unit_price: price })
        .where('id', '=', this.#variant)
        .execute();
    });
  }

  async #intents(): Promise<readonly WaitingIntent[]> {
    const all = await this.#world.store.all();
    if (!all.ok) throw new Error(all.reason);
    return all.value;
  }

  async #judge(): Promise<void> {
    const say = (broken: boolean, word: string) => broken && this.violations.add(word);
    const intents = new Map((await this.#intents()).map((intent) => [intent.checkoutId, intent]));
    const ids = [...this.#totals.keys()];
    if (ids.length === 0) return;
    const rows = await this.#shop.database.read
      .selectFrom('orders')
      .select(['checkout_id', 'number', 'total'])
      .where('checkout_id', 'in', ids)
      .execute();
    for (const id of ids) {
      const intent = intents.get(id);
      const orders = rows.filter((row) => row.checkout_id === id);
      say(!intent, 'a saved order was forgotten');
      say(intent !== undefined && isOpen(intent), 'an order stayed silent');
      say(orders.length > 1, 'an order was doubled');
      say((intent?.state === 'placed') !== (orders.length === 1), 'the device and the shop disagree');
      say(
        orders.some((order) => order.total !== this.#totals.get(id)),
        'another total than confirmed',
      );
      say(
        orders.some((order) => order.number !== intent?.placement?.number),
        'another number',
      );
      say((await this.#world.store.text(id)).ok, 'contact stayed on the device after the end');
    }
  }
}

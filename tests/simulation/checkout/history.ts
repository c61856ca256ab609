/** One random history of a device that orders, and the judgement over it: J1, J2, J4, J5, P1 and what an end means. */
import type { OutboxStore } from '#browser/checkout/outbox-store.ts';
import type { Transport } from '#browser/checkout/transport.ts';
import { hiddenDots, isOpen, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import { Chance } from './chance.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { NetworkModel } from './network-model.ts';
import { ServerModel, type ModelIntent } from './server-model.ts';
import { Tab, type World } from './tab.ts';

/** A deliberately broken outbox: what it wraps behaves as a naive implementation would. */
export interface Mutation {
  store?(store: OutboxStore, memory: MemoryOutbox, now: () => number): OutboxStore;
  transport?(transport: Transport, chance: Chance): Transport;
}

const YEAR = 31_536_000_000;
const DAY = 86_400_000;

export class History {
  readonly violations = new Set<string>();
  readonly chance: Chance;
  readonly memory = new MemoryOutbox();
  readonly server = new ServerModel();
  readonly network: NetworkModel;
  readonly world: World;
  readonly #confirmed = new Map<string, ModelIntent>();
  #now = 1_700_000_000_000;
  #tab: Tab;

  constructor(seed: number, fired: Map<string, number>, mutation: Mutation = {}) {
    const chance = (this.chance = new Chance(seed, fired));
    this.network = new NetworkModel(chance, this.server);
    const now = () => this.#now;
    const transport = this.network.transport();
    this.world = {
      chance,
      store: mutation.store?.(this.memory, this.memory, now) ?? this.memory,
      transport: mutation.transport?.(transport, chance) ?? transport,
      clock: { now },
      reaches: () => this.network.reaches(),
      isCalm: false,
      lock: { holder: undefined, hasLocks: !chance.strikes('device without locks', 0.3) },
      spent: new Set(),
      told: [],
    };
    for (const variant of [1, 2, 3]) this.server.put(variant, 100 * variant, 3 + chance.below(12));
    this.#tab = new Tab(this.world);
  }

  async run(): Promise<Set<string>> {
    for (let steps = 12 + this.chance.below(24); steps > 0; steps -= 1) {
      if (this.#tab.isDead) this.#tab = new Tab(this.world);
      await this.#step();
      this.#observe();
    }
    await this.#calm();
    this.#judge();
    return this.violations;
  }

  async #step(): Promise<void> {
    const { chance } = this;
    const roll = chance.below(100);
    const some = chance.pick([...this.memory.intents.values(), undefined]);
    if (roll < 18) await this.#order();
    else if (roll < 42) await this.#tab.run((outbox) => outbox.send(roll < 37));
    else if (roll < 53) await this.#bothSend();
    else if (roll < 63) this.#now += chance.below(90_000);
    else if (roll < 66 && chance.strikes('days pass', 1)) this.#now += chance.below(40 * DAY);
    else if (roll < 69 && chance.strikes('clock wrong', 1)) this.#now += (chance.below(9) - 4) * YEAR;
    else if (roll < 75 && chance.strikes('offline', 1)) this.network.isDown = true;
    else if (roll < 84) this.network.isDown = false;
    else if (roll < 89 && some && chance.strikes('cancel wished', 1))
      await this.#tab.run((outbox) => outbox.cancel(some.checkoutId));
    else if (roll < 91 && chance.strikes('price changed', 1)) this.server.price.set(1 + chance.below(3), 777);
    else if (roll < 93 && chance.strikes('sold out', 1)) this.#sellOut(1 + chance.below(3));
    else if (roll < 94 && chance.strikes('key lost', 1)) this.memory.isKeyLost = true;
    else if (roll < 96 && some) this.#otherDevice(some);
    else await this.network.deliverLate();
  }

  async #order(): Promise<void> {
    const variant = 1 + this.chance.below(3);
    const line = { variant, n: 1 + this.chance.below(3), unitPrice: 100 * variant };
    const checkoutId = `c${this.#confirmed.size}-${this.chance.below(1e9)}`;
    const total = line.n * line.unitPrice;
    const intent: ModelIntent = { checkoutId, lines: [line], dots: [`d${checkoutId}`], total, again: false };
    this.#confirmed.set(checkoutId, intent);
    const text = JSON.stringify(intent);
    await this.#tab.run((outbox) => outbox.save({ ...intent, currency: 'USD' }, text));
    // Closed before it was on the disk: the shopper was never told that it is saved.
    if (!this.memory.intents.has(checkoutId)) this.#confirmed.delete(checkoutId);
  }

  async #bothSend(): Promise<void> {
    this.chance.count('two senders at once');
    const other = new Tab(this.world);
    await Promise.all([
      this.#tab.run((outbox) => outbox.send(true)),
      other.run((outbox) => outbox.send(true)),
    ]);
  }

  #sellOut(variant: number): void {
    const left = this.server.stock.get(variant)!;
    this.server.stock.set(variant, 0);
    this.server.initial.set(variant, this.server.initial.get(variant)! - left);
  }

  /** Another device with the same cart orders the same dots under its own id. */
  #otherDevice(some: WaitingIntent): void {
    this.chance.count('second device');
    const mine = this.#confirmed.get(some.checkoutId)!;
    const other = { ...mine, checkoutId: `o${mine.checkoutId}` };
    this.#confirmed.set(other.checkoutId, other);
    this.server.place(other.checkoutId, JSON.stringify(other));
  }

  /** Faults end, time passes, pages open. */
  async #calm(): Promise<void> {
    this.network.isCalm = this.world.isCalm = true;
    for (let visit = 0; visit < 5; visit += 1) {
      this.#now += 61_000;
      const tab = new Tab(this.world);
      await tab.run(async (outbox) => {
        await outbox.tend();
        for (const id of this.memory.intents.keys()) await outbox.confirm(id);
        await outbox.send(false);
      });
      this.#observe();
      if (visit === 2) await this.network.deliverAllLate();
    }
  }

  /** J2, one way, at every moment: what says placed has its order and its number. */
  #observe(): void {
    for (const { state, checkoutId, placement } of this.memory.intents.values())
      if (state === 'placed' && this.server.orders.get(checkoutId)?.number !== placement?.number)
        this.violations.add('placed was shown without the order');
  }

  #judge(): void {
    const { intents, texts } = this.memory;
    const say = (broken: boolean, word: string) => broken && this.violations.add(word);
    for (const [id] of this.#confirmed) {
      if (id.startsWith('o')) continue;
      const intent = intents.get(id);
      say(!intent, 'a saved order was forgotten');
      say(intent !== undefined && isOpen(intent), 'an order stayed silent');
      say(
        intent?.state !== 'placed' && this.server.orders.has(id),
        'an order exists that the device does not show',
      );
      say(intent?.state === 'placed' && !this.server.orders.has(id), 'placed was shown without the order');
      say(texts.has(id), 'contact stayed on the device after the end');
      say(
        intent?.state === 'placed' && !intent.dots.every((dot) => this.world.spent.has(dot)),
        'dots were not spent',
      );
    }
    const { told } = this.world;
    say(new Set(told).size !== told.length, 'one order was told of twice');
    say(!told.every((id) => this.server.orders.has(id)), 'told of an order that is none');
    say(hiddenDots([...intents.values()]).size > 0, 'dots stayed hidden');
    const perDot = new Map<string, number>();
    for (const [id, { intent }] of this.server.orders) {
      const confirmed = this.#confirmed.get(id);
      say(!confirmed, 'an order nobody confirmed');
      say(confirmed !== undefined && confirmed.total !== intent.total, 'another total than confirmed');
      for (const dot of intent.dots) perDot.set(dot, (perDot.get(dot) ?? 0) + 1);
    }
    say(
      [...perDot.values()].some((times) => times > 1),
      'dots were ordered twice',
    );
    for (const [variant, left] of this.server.stock) {
      let sold = 0;
      for (const { intent } of this.server.orders.values())
        for (const line of intent.lines) if (line.variant === variant) sold += line.n;
      say(left < 0 || this.server.initial.get(variant)! - sold !== left, 'stock does not add up');
    }
  }
}

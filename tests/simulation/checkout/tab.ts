/** A tab: the real outbox over ports that may stop at any await and never come back, as a closed tab or a stopped worker does. */
import { openOutbox, type Outbox, type OutboxPorts } from '#browser/checkout/outbox.ts';
import type { OutboxStore } from '#browser/checkout/outbox-store.ts';
import type { Transport } from '#browser/checkout/transport.ts';
import type { Chance } from './chance.ts';

export interface World {
  readonly chance: Chance;
  readonly store: OutboxStore;
  readonly transport: Transport;
  readonly clock: { now(): number };
  readonly reaches: () => boolean;
  isCalm: boolean;
  /** The one lock of the device; `hasLocks` false: a browser without Web Locks. */
  readonly lock: { holder: Tab | undefined; readonly hasLocks: boolean };
  /** Orders the shopper was told of, as received. */
  readonly told: string[];
  /** Dots this device's cart has tombstoned. */
  readonly spent: Set<string>;
}

export class Tab {
  readonly outbox: Outbox;
  isDead = false;
  readonly #world: World;
  readonly #death: Promise<'died'>;
  #die: (word: 'died') => void = () => {};

  constructor(world: World) {
    this.#world = world;
    this.#death = new Promise((resolve) => (this.#die = resolve));
    this.outbox = openOutbox(this.#ports());
  }

  /** Runs until done or dead. */
  async run(task: (outbox: Outbox) => Promise<unknown>): Promise<void> {
    await Promise.race([task(this.outbox), this.#death]);
  }

  async #gate<T>(act: () => Promise<T>): Promise<T> {
    await this.#pause();
    const value = await act();
    await this.#pause();
    return value;
  }

  async #pause(): Promise<void> {
    const { chance, isCalm } = this.#world;
    if (!isCalm && !this.isDead && chance.strikes('tab killed', 0.015)) {
      this.isDead = true;
      this.#die('died');
    }
    if (this.isDead) await new Promise(() => {});
    for (let i = chance.below(3); i > 0; i -= 1) await Promise.resolve();
  }

  #ports(): OutboxPorts {
    const world = this.#world;
    const { store, transport, chance } = world;
    return {
      clock: world.clock,
      random: chance,
      changed: () => {},
      placed: (intent) => this.#gate(async () => void world.told.push(intent.checkoutId)),
      isReachable: () => this.#gate(async () => world.reaches()),
      hintsOnline: () => chance.below(2) === 0,
      spend: (dots) =>
        this.#gate(async () => {
          for (const dot of dots) world.spent.add(dot);
          return true;
        }),
      alone: async (task) => {
        const { lock } = world;
        if (lock.hasLocks && lock.holder && !lock.holder.isDead) return undefined;
        if (!lock.hasLocks) chance.count('no web locks');
        lock.holder = this;
        try {
          return await task(lock.hasLocks);
        } finally {
          if (lock.holder === this) lock.holder = undefined;
        }
      },
      store: {
        add: (intent, text) => this.#gate(() => store.add(intent, text)),
        all: () => this.#gate(() => store.all()),
        change: (id, change) =>
          this.#gate(async () =>
            !world.isCalm && chance.strikes('storage lost', 0.01)
              ? ({ ok: false, reason: 'lost' } as const)
              : store.change(id, change),
          ),
        text: (id) => this.#gate(() => store.text(id)),
        drop: (id) => this.#gate(() => store.drop(id)),
      },
      transport: {
        place: (id, text) => this.#gate(() => transport.place(id, text)),
        ask: (id) => this.#gate(() => transport.ask(id)),
        cancel: (id) => this.#gate(() => transport.cancel(id)),
      },
    };
  }
}

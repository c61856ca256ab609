/** The real cart of this device: keeper, snapshots, other tabs and the talk with the server, joined. */
import type { CartChange } from '#domain/cart/change-cart.ts';
import { MOST_WANTED } from '#domain/cart/sync.ts';
import { viewSaved } from '#domain/cart/view-cart.ts';
import { browserJar } from '../cookies/jar.ts';
import { deviceDatabase } from '../database.ts';
import { cartServer } from './cart-server.ts';
import { indexedCartStore } from './cart-store.ts';
import { viewDevice, type DeviceView } from './device-view.ts';
import { CartKeeper, type Changed, type SyncOutcome } from './keeper.ts';
import { Snapshots } from './snapshots.ts';
import { SyncLoop } from './sync-loop.ts';
import { browserTabs } from './tabs.ts';

export interface DeviceCart {
  readonly keeper: CartKeeper;
  readonly snapshots: Snapshots;
  /** A change by the shopper: stored, mirrored, shown, and told to the server soon. */
  change(change: CartChange): Promise<Changed>;
  /** What pages show of it now. */
  view(): DeviceView;
  /** Tell the server soon. */
  soon(): void;
  /** One round of talk now; undefined where there is nothing to talk about, as far as this device knows. */
  talk(): Promise<SyncOutcome | undefined>;
  /** Every trace here is gone, but the server may know the cart by its cookie: asks for it. */
  restore(): Promise<void>;
  /** Asks the browser to keep this shop's storage when room gets short. */
  askToPersist(): void;
}

export interface DeviceCartEvents {
  /** The cart, its parts or its safety changed, here or in another tab. */
  changed(): void;
  synced(outcome: SyncOutcome): void;
}

const clock = { now: () => Date.now() };
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

/** `cookieDays`: how long a cookie of this shop lives. */
export async function openDeviceCart(cookieDays: number, events: DeviceCartEvents): Promise<DeviceCart> {
  const database = deviceDatabase();
  const tabs = browserTabs();
  const snapshots = new Snapshots(database);
  const keeper = new CartKeeper({
    store: indexedCartStore(database),
    jar: browserJar(cookieDays),
    server: cartServer,
    clock,
    random,
    changed() {
      events.changed();
      tabs.announce('changed');
    },
  });
  /** What the shop has said on this page load; the rest is asked for once. */
  const heard = new Set<number>();

  async function talk(isKnownElsewhere = false): Promise<SyncOutcome | undefined> {
    if (!keeper.isBegun && !isKnownElsewhere) return undefined;
    const parts = [...keeper.lines, ...viewSaved(keeper.copy.state), ...keeper.copy.asked];
    const need = parts
      .map((line) => line.variant)
      .filter((variant) => !heard.has(variant))
      .slice(0, MOST_WANTED);
    const outcome = await keeper.sync(need);
    if (outcome.ok) {
      await snapshots.learn(outcome.answer.lines);
      for (const variant of need) heard.add(variant);
    }
    events.synced(outcome);
    events.changed();
    const isUnknownLeft = outcome.ok && keeper.lines.some((line) => !heard.has(line.variant));
    return isUnknownLeft ? { ...outcome, isMoreToTell: true } : outcome;
  }

  const loop = new SyncLoop({
    round: () => talk(),
    alone: (task) => tabs.alone(task),
    chance: () => Math.random(),
  });
  await Promise.all([snapshots.load(), keeper.look()]);

  tabs.listen(
    (word) =>
      void (word === 'forgotten' ? keeper.forget() : keeper.look())
        .then(() => snapshots.load())
        .then(events.changed),
  );
  addEventListener('online', () => loop.now());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void keeper.look().then(() => loop.now());
  });
  loop.soon();

  return {
    keeper,
    snapshots,
    async change(change) {
      const changed = await keeper.change(change);
      events.changed();
      loop.soon();
      return changed;
    },
    view: () => viewDevice(keeper, snapshots),
    soon: () => loop.soon(),
    talk: () => tabs.alone(() => talk()),
    async restore() {
      if (!keeper.isBegun) await tabs.alone(() => talk(true));
      // What came has brought no facts of its parts yet.
      loop.soon();
    },
    askToPersist() {
      if (navigator.storage?.persist) void navigator.storage.persist().catch(() => undefined);
    },
  };
}

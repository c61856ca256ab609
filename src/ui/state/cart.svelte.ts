/**
 * The cart as pages see it. The device's side (storage, cookie, sync) is loaded after first paint; until then, and on
 * the server, the cart is simply not known yet.
 */
import type { CartChange } from '#domain/cart/change-cart.ts';
import type { LineChange } from '#domain/cart/line-changes.ts';
import type { LineSnapshot, ShownLine } from '#domain/cart/line.ts';
import type { LineDifference } from '#domain/cart/undo.ts';
import { countPieces, type CartLine } from '#domain/cart/view-cart.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { Changed } from '#browser/cart/keeper.ts';
import type { Safety } from '#browser/cart/safety.ts';
import type { DeviceCart } from '#browser/cart/device-cart.ts';
import type { DeviceView } from '#browser/cart/device-view.ts';
import { cartNews } from './cart-news.svelte.ts';
import { cookieDays } from './cookie-days.ts';

export type CartRefusal = Extract<Changed, { ok: false }>['reason'] | 'not-ready';

const SAFE: Safety = {
  database: undefined,
  isCookieRefused: false,
  isPartial: false,
  hasUntoldNotes: false,
  isToldServer: false,
};

/** What a press on a line does, and what is said of it. */
const TOLD = {
  remove: 'was removed.',
  'save-for-later': 'is saved for later.',
  'back-to-cart': 'is in the cart again.',
  'forget-saved': 'is no longer saved for later.',
} as const;

class CartOnPage implements DeviceView {
  /** Known to this page: false on the server and until storage has answered. */
  isOpen = $state(false);
  lines = $state.raw<readonly ShownLine[]>([]);
  saved = $state.raw<readonly ShownLine[]>([]);
  /** Lines that were here before a very long absence, until the shopper says which to keep. */
  asked = $state.raw<readonly ShownLine[]>([]);
  /** What the shop changed since the shopper last looked. */
  changes = $state.raw<readonly LineChange[]>([]);
  /** When the shopper last looked, by the server's clock; 0 when unknown. */
  lastLook = $state(0);
  safety = $state.raw<Safety>(SAFE);
  /** Nobody answered at the last try. */
  isUnheard = $state(false);
  readonly pieces = $derived(countPieces(this.lines));

  #device: DeviceCart | undefined;
  #opening: Promise<DeviceCart> | undefined;

  /** Loads the device's side and shows what it knows; safe to call from every component that needs it. */
  async open(): Promise<void> {
    await this.#open();
  }

  /** Nothing is left here, but the page came with a cart: the server knows it by a cookie no script can read. */
  async restore(): Promise<void> {
    const device = await this.#open();
    await device.restore();
    this.#show(device);
  }

  async add(snapshot: LineSnapshot, n: number): Promise<Changed> {
    const device = await this.#open();
    await device.snapshots.learn([snapshot]);
    const isFirst = !device.keeper.isBegun;
    const changed = await device.change({ do: 'add', variant: snapshot.variant, n });
    if (changed.ok && isFirst) device.askToPersist();
    return changed;
  }

  async change(change: CartChange): Promise<Changed> {
    return (await this.#open()).change(change);
  }

  /** Moves a line out of where it is, and offers to undo it. */
  async move(line: ShownLine, how: keyof typeof TOLD): Promise<void> {
    const done = await this.change({ do: how, variant: line.variant });
    if (!done.ok || done.differences.length === 0) return;
    cartNews.offerUndo(`${line.snapshot?.title ?? 'The line'} ${TOLD[how]}`, done.differences);
    cartNews.presses += 1;
  }

  /** Looks at the stores again: something beside the cart (an order that waits) has changed what is visible. */
  async look(): Promise<void> {
    const device = await this.#open();
    await device.keeper.look();
    this.#show(device);
  }

  /** An order took these dots; true when that is on disk here. May be repeated. */
  async spend(dots: readonly string[]): Promise<boolean> {
    const done = await this.change({ do: 'spend', dots });
    return done.ok && this.safety.database === undefined;
  }

  async undo(differences: readonly LineDifference[]): Promise<void> {
    const device = await this.#open();
    await device.keeper.undo(differences);
    cartNews.drop();
    device.soon();
  }

  async keepAsked(keep: readonly CartLine[]): Promise<void> {
    const device = await this.#open();
    await device.keeper.keepAsked(keep);
    device.soon();
  }

  /** The shopper has read what changed. */
  async seeChanges(): Promise<void> {
    const device = await this.#open();
    await device.snapshots.see([...this.lines, ...this.saved].map((line) => line.variant));
    this.#show(device);
  }

  /** The device's side, for what only some pages need (links, files, quick order, what is stored). */
  device(): Promise<DeviceCart> {
    return this.#open();
  }

  #open(): Promise<DeviceCart> {
    return (this.#opening ??= this.#begin());
  }

  async #begin(): Promise<DeviceCart> {
    const { openDeviceCart } = await import('#browser/cart/device-cart.ts');
    const device = await openDeviceCart(cookieDays(), {
      changed: () => this.#device && this.#show(this.#device),
      synced: (outcome) => {
        this.isUnheard = !outcome.ok && outcome.reason === 'unheard';
        if (!outcome.ok && outcome.reason === 'cart-full')
          cartNews.say('The cart holds as many lines as it can. Remove some, or place an order first.');
        if (outcome.ok && !outcome.wasEmpty) cartNews.offerMergeUndo(outcome.differences);
      },
    });
    this.#device = device;
    this.#show(device);
    return device;
  }

  #show(device: DeviceCart): void {
    Object.assign(this, device.view());
    this.isOpen = true;
  }

  /** How many of this variant are in the cart. */
  quantityOf(variant: VariantId): number {
    return this.lines.find((line) => line.variant === variant)?.n ?? 0;
  }
}

export const cart = new CartOnPage();

/** Taking the cart elsewhere, and taking one in. Opening one merges, shows what changed, and offers undo. */
import { toPartsCsv } from '#domain/cart/parts-csv.ts';
import { addAgain, deadLines, packCart, PARCEL_FRAGMENT, unpackCart } from '#domain/cart/parcel.ts';
import { markLeft, withState } from '#domain/cart/device-copy.ts';
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import { cart } from './cart.svelte.ts';
import { cartNews } from './cart-news.svelte.ts';
import { differenceOf } from '#domain/cart/undo.ts';
import { viewCart, type CartLine } from '#domain/cart/view-cart.ts';

const TAKE_WORDS = {
  taken: 'This device now shares that cart.',
  full: 'Both carts together are too large for one. Remove some lines, then use the code again.',
  no: 'This code is wrong, used, or older than ten minutes.',
} as const;

class Carry {
  link = $state('');
  code = $state('');
  qr = $state.raw<{ size: number; path: string } | undefined>(undefined);
  said = $state('');
  /** Lines of an opened parcel that were removed here before. */
  dead = $state.raw<readonly CartLine[]>([]);

  async makeLink(): Promise<void> {
    const parcel = await this.#pack();
    this.link = `${location.origin}/cart#${PARCEL_FRAGMENT}${parcel}`;
    // Where the browser allows it, the link is in the clipboard already.
    await navigator.clipboard?.writeText(this.link).catch(() => undefined);
    const { drawLink } = await import('#browser/cart/carry.ts');
    this.qr = await drawLink(parcel);
    this.said = this.qr
      ? ''
      : 'The link holds all of the cart. A QR code needs the shop to answer, and a shorter cart.';
  }

  async makeCode(): Promise<void> {
    const device = await cart.device();
    await device.talk();
    const { askForCode } = await import('#browser/cart/carry.ts');
    const made = await askForCode();
    this.code = made?.code ?? '';
    this.said = made ? '' : 'The shop does not answer. The link and the file work without it.';
  }

  async saveCart(): Promise<void> {
    const parcel = await this.#pack();
    const { saveFile } = await import('#browser/cart/carry.ts');
    saveFile('cart.cartwright', parcel, 'text/plain');
  }

  async saveCsv(): Promise<void> {
    const { saveFile } = await import('#browser/cart/carry.ts');
    const lines = cart.lines.flatMap(({ snapshot, n, note }) =>
      snapshot
        ? [
            {
              sku: snapshot.sku,
              partNumber: snapshot.partNumber,
              title: snapshot.title,
              n,
              unitPrice: String(unitPriceAt(snapshot, n) / 1_000_000),
              note,
            },
          ]
        : [],
    );
    saveFile('cart.csv', toPartsCsv(lines), 'text/csv');
  }

  /** A cart in the address: merged, and taken out of the address so that a reload does not open it again. */
  async openAddress(): Promise<void> {
    const at = location.hash.indexOf(PARCEL_FRAGMENT);
    if (at < 0) return;
    const text = location.hash.slice(at + PARCEL_FRAGMENT.length);
    history.replaceState(history.state, '', location.pathname + location.search);
    await this.open(text);
  }

  async open(text: string): Promise<void> {
    const parcel = unpackCart(text);
    if (!parcel) {
      cartNews.say('This is no cart of this shop, or a piece of it is missing.');
      return;
    }
    const device = await cart.device();
    const { state, folds } = device.keeper.copy;
    this.dead = deadLines(state, parcel, folds);
    const done = await device.keeper.absorb(parcel);
    device.soon();
    if (!done.ok) {
      cartNews.say('This cart and yours together are too large for one. Nothing was changed.');
      return;
    }
    const count = done.differences.length;
    const text1 =
      count === 0
        ? 'Everything in it was here already.'
        : `${count} ${count === 1 ? 'line' : 'lines'} came in.`;
    cartNews.offerUndo(text1, done.differences);
    await cart.look();
  }

  async takeCode(code: string): Promise<void> {
    const { takeByCode } = await import('#browser/cart/carry.ts');
    const device = await cart.device();
    const before = device.keeper.copy.state;
    const outcome = await takeByCode(code);
    this.said = TAKE_WORDS[outcome];
    if (outcome !== 'taken') return;
    await cart.look();
    await device.talk();
    // The cookie brought some of it and the answer the rest: told as one, where there was a cart before.
    const { state } = device.keeper.copy;
    if (viewCart(before).length === 0) return;
    cartNews.clear();
    cartNews.offerMergeUndo(differenceOf(before, state, device.keeper.hidden));
  }

  async addDead(): Promise<void> {
    const device = await cart.device();
    const maker = {
      clock: { now: () => Date.now() },
      random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
    };
    const lines = this.dead;
    await device.keeper.apply((copy) => {
      const outcome = addAgain(copy.state, lines, maker);
      return outcome.ok ? withState(copy, outcome.state) : copy;
    });
    this.dead = [];
    device.soon();
    await cart.look();
  }

  /** The parcel; its dots are known elsewhere from now on. */
  async #pack(): Promise<string> {
    const device = await cart.device();
    await device.keeper.apply(markLeft);
    const { state, folds } = device.keeper.copy;
    return packCart(state, device.keeper.hidden, folds);
  }
}

export const carry = new Carry();

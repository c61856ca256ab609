/** Taking the cart elsewhere, and taking one in. Opening one merges, shows what changed, and offers undo. */
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import { cart } from './cart.svelte.ts';
import { cartNews } from './cart-news.svelte.ts';
import type { CartState } from '#domain/cart/cart.ts';
import { differenceOf, type LineDifference } from '#domain/cart/undo.ts';
import { viewCart, type CartLine } from '#domain/cart/view-cart.ts';
import type { TakeOutcome } from '#browser/cart/carry.ts';
import type { DeviceCart } from '#browser/cart/device-cart.ts';

/** Milliseconds a code is good for. */
const CODE_LIFE = 600_000;
/** Between two looks whether it has been used. */
const CODE_PAUSE = 4_000;

const TAKE_WORDS: Record<TakeOutcome, string> = {
  taken: 'This device now shares that cart.',
  own: 'This is the code of this very cart. Type it on the other device; it is still good.',
  full: 'Both carts together are too large for one. Remove some lines, then use the code again.',
  no: 'This code is wrong, used, or older than ten minutes.',
  unheard:
    'The shop does not answer, so nobody knows whether this code is good. Try it again when you are online.',
};

interface MadeLink {
  /** The cart it was made of. */
  readonly of: string;
  readonly link: string;
  readonly qr: { readonly size: number; readonly path: string } | undefined;
}

class Carry {
  #link = $state.raw<MadeLink | undefined>(undefined);
  readonly #now = $derived(
    JSON.stringify([
      cart.lines.map(({ variant, n, note }) => [variant, n, note]),
      cart.saved.map(({ variant, n }) => [variant, n]),
    ]),
  );
  readonly #made = $derived(this.#link?.of === this.#now ? this.#link : undefined);
  /** The link with the cart as it is now; '' where none was made of this cart. */
  readonly link = $derived(this.#made?.link ?? '');
  readonly qr = $derived(this.#made?.qr);
  /** The code, until it is used or old. */
  code = $state('');
  readonly isLinkOld = $derived(this.#link !== undefined && this.#made === undefined);
  said = $state('');
  /** Lines of an opened parcel that were removed here before. */
  dead = $state.raw<readonly CartLine[]>([]);

  async makeLink(): Promise<void> {
    const of = this.#now;
    const { PARCEL_FRAGMENT } = await parcels();
    const parcel = await this.#pack();
    const link = `${location.origin}/cart#${PARCEL_FRAGMENT}${parcel}`;
    this.#link = { link, of, qr: undefined };
    // Where the browser allows it, the link is in the clipboard already.
    await navigator.clipboard?.writeText(link).catch(() => undefined);
    const { drawLink } = await import('#browser/cart/carry.ts');
    const qr = await drawLink(parcel);
    this.#link = { link, of, qr };
    this.said = qr
      ? ''
      : 'The link holds all of the cart. A QR code needs the shop to answer, and a shorter cart.';
  }

  async makeCode(): Promise<void> {
    const device = await cart.device();
    await device.talk();
    const { askForCode } = await import('#browser/cart/carry.ts');
    const made = await askForCode();
    this.code = made?.code ?? '';
    if (made) void this.#watchCode(made);
    this.said = made ? '' : 'The shop does not answer. The link and the file work without it.';
  }

  /** Takes the code away once it is used or old. */
  async #watchCode({ code, expiresAt }: { code: string; expiresAt: number }): Promise<void> {
    const { isCodeUsed } = await import('#browser/cart/carry.ts');
    const until = performance.now() + CODE_LIFE;
    while (this.code === code) {
      await new Promise((resolve) => setTimeout(resolve, CODE_PAUSE));
      const isOver = performance.now() >= until || (await isCodeUsed(expiresAt));
      if (isOver && this.code === code) this.code = '';
    }
  }

  async saveCart(): Promise<void> {
    const parcel = await this.#pack();
    const { saveFile } = await import('#browser/cart/carry.ts');
    saveFile('cart.cartwright', parcel, 'text/plain');
  }

  async saveCsv(): Promise<void> {
    const [{ saveFile }, { toPartsCsv }] = await Promise.all([
      import('#browser/cart/carry.ts'),
      import('#domain/cart/parts-csv.ts'),
    ]);
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
    if (location.hash === '') return;
    const { PARCEL_FRAGMENT } = await parcels();
    const at = location.hash.indexOf(PARCEL_FRAGMENT);
    if (at < 0) return;
    const text = location.hash.slice(at + PARCEL_FRAGMENT.length);
    history.replaceState(history.state, '', location.pathname + location.search);
    await this.open(text);
  }

  async open(text: string): Promise<void> {
    const { deadLines, unpackCart } = await parcels();
    const parcel = unpackCart(text);
    if (!parcel) {
      cartNews.say('This is no cart of this shop, or a piece of it is missing.');
      return;
    }
    const device = await cart.device();
    const { state, folds } = device.keeper.copy;
    this.dead = deadLines(state, parcel, folds);
    const done = await device.keeper.absorb(parcel);
    if (!done.ok) {
      cartNews.say('This cart and yours together are too large for one. Nothing was changed.');
      return;
    }
    tellOpened(done.differences, new Set());
    await cart.look();
    const unknown = await this.#leaveUnknown(device, parcel);
    if (unknown.size > 0) tellOpened(done.differences, unknown);
  }

  /** What the shop, once it has answered, does not know was never a part of it: it is taken out again. */
  async #leaveUnknown(device: DeviceCart, parcel: CartState): Promise<Set<number>> {
    const talked = await device.talk();
    device.soon();
    if (!talked?.ok || talked.isMoreToTell) return new Set();
    const unknown = viewCart(parcel).filter(
      ({ variant }) => !device.snapshots.get(variant) && cart.quantityOf(variant) > 0,
    );
    await device.keeper.changeAll(unknown.map(({ variant }) => ({ do: 'remove', variant })));
    return new Set(unknown.map(({ variant }) => variant));
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
    const lines = this.dead;
    // Taken at once: pressed twice, they are added once.
    this.dead = [];
    if (lines.length === 0) return;
    const { addAgain, withState } = await parcels();
    const device = await cart.device();
    const maker = {
      clock: { now: () => Date.now() },
      random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
    };
    await device.keeper.apply((copy) => {
      const outcome = addAgain(copy.state, lines, maker);
      return outcome.ok ? withState(copy, outcome.state) : copy;
    });
    device.soon();
    await cart.look();
  }

  /** The parcel; its dots are known elsewhere from now on. */
  async #pack(): Promise<string> {
    const device = await cart.device();
    const { markLeft, packCart } = await parcels();
    await device.keeper.apply(markLeft);
    const { state, folds } = device.keeper.copy;
    return packCart(state, device.keeper.hidden, folds);
  }
}

/** What came in by a parcel, with the way back. `unknown`: variants that were taken out again. */
function tellOpened(differences: readonly LineDifference[], unknown: ReadonlySet<number>): void {
  const counted = (count: number): string => (count === 1 ? '1 line' : `${count} lines`);
  const came = differences.filter((line) => !unknown.has(line.variant));
  const lines = came.filter((line) => line.before !== line.after).length;
  const saved = came.filter((line) => line.saved).length;
  const words = [
    lines > 0 && `${counted(lines)} came in.`,
    saved > 0 && `${counted(saved)} came to “Saved for later”.`,
    unknown.size > 0 &&
      `${counted(unknown.size)} of it ${unknown.size === 1 ? 'is no part' : 'are no parts'} of this shop, and left out.`,
  ].filter(Boolean);
  cartNews.offerUndo(words.join(' ') || 'Everything in it was here already.', came);
}

/** The rules of parcels: no part of the page's first view. */
async function parcels() {
  const [rules, { markLeft, withState }] = await Promise.all([
    import('#domain/cart/parcel.ts'),
    import('#domain/cart/device-copy.ts'),
  ]);
  return { ...rules, markLeft, withState };
}

export const carry = new Carry();

/** A cart on its way to another place: the cookie's format without its limit, in a link's fragment, a QR code or a file. */
import { EMPTY_CART, liveDots, MOST_LIVE_DOTS, type CartState } from './cart.ts';
import { decodeCart, encodeCart } from './cookie-codec.ts';
import { changeCart, type ChangeOutcome, type Maker } from './change-cart.ts';
import type { Dot } from './dot.ts';
import type { Folds } from './fold.ts';
import { countedInFolds, unfold } from './known-folds.ts';
import { viewCart, type CartLine } from './view-cart.ts';

const ROOM = 64_000;
/** Half of what a cart holds, so that who opens it has room for it. */
const MOST_UNFOLDED = MOST_LIVE_DOTS / 2;
export const PARCEL_FRAGMENT = 'take=';

/**
 * Text for a fragment or a file; live lines only, and nothing of an order that waits (`hidden`): it is bought already.
 * What is in `folds` goes in the dots of the devices, so that parcels made before and after a fold count once.
 */
export function packCart(
  state: CartState,
  hidden: ReadonlySet<Dot> = new Set(),
  folds: Folds = new Map(),
): string {
  const added = new Map([...state.added].filter(([dot]) => !hidden.has(dot)));
  return encodeCart(unfold({ ...state, added }, folds, MOST_UNFOLDED), [], 0, [], ROOM);
}

/** The cart in a parcel, or undefined when it is none. */
export function unpackCart(text: string): CartState | undefined {
  const decoded = decodeCart(text.trim(), ROOM);
  return decoded.ok ? { ...EMPTY_CART, added: new Map(decoded.cart.added) } : undefined;
}

/** Lines of a parcel of which every dot is dead here: they were removed, and come back only on the shopper's word. */
export function deadLines(own: CartState, parcel: CartState, folds: Folds = new Map()): CartLine[] {
  const counted = countedInFolds(own, folds);
  const living = new Set(
    [...liveDots(parcel)]
      .filter(([dot]) => counted.has(dot) || !own.removed.has(dot))
      .map(([, body]) => body.variant),
  );
  return viewCart(parcel).filter((line) => !living.has(line.variant));
}

/** "Add these again": fresh dots for lines that are dead here. */
export function addAgain(state: CartState, lines: readonly CartLine[], maker: Maker): ChangeOutcome {
  let current = state;
  for (const { variant, n } of lines) {
    const outcome = changeCart(current, { do: 'add', variant, n }, maker);
    if (!outcome.ok) return outcome;
    current = outcome.state;
  }
  return { ok: true, state: current };
}

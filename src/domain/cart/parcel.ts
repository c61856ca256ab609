/** A cart on its way to another place: the cookie's format without its limit, in a link's fragment, a QR code or a file. */
import { EMPTY_CART, liveDots, type CartState } from './cart.ts';
import { decodeCart, encodeCart } from './cookie-codec.ts';
import { changeCart, type ChangeOutcome, type Maker } from './change-cart.ts';
import { viewCart, type CartLine } from './view-cart.ts';

const ROOM = 64_000;
export const PARCEL_FRAGMENT = 'take=';

/** Text for a fragment or a file; live lines only. */
export function packCart(state: CartState): string {
  return encodeCart(state, [], 0, [], ROOM);
}

/** The cart in a parcel, or undefined when it is none. */
export function unpackCart(text: string): CartState | undefined {
  const decoded = decodeCart(text.trim(), ROOM);
  return decoded.ok ? { ...EMPTY_CART, added: new Map(decoded.cart.added) } : undefined;
}

/** Lines of a parcel of which every dot is dead here: they were removed, and come back only on the shopper's word. */
export function deadLines(own: CartState, parcel: CartState): CartLine[] {
  const living = new Set(
    [...liveDots(parcel)].filter(([dot]) => !own.removed.has(dot)).map(([, body]) => body.variant),
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

/** The cookie as one of the copies of the cart. */
import { countLiveDots, liveDots } from '#domain/cart/cart.ts';
import { savedMarks } from '#domain/cart/cookie-saved.ts';
import { decodeCart, encodeCart } from '#domain/cart/cookie-codec.ts';
import { absorbCart, type DeviceCopy } from '#domain/cart/device-copy.ts';

/** Something was ever put into this cart, here or elsewhere: only then may a cookie be set. */
export function hasBegun(copy: DeviceCopy): boolean {
  return (
    copy.have > 0 ||
    copy.state.removed.size > 0 ||
    copy.state.marks.size > 0 ||
    !liveDots(copy.state).next().done
  );
}

/** The cookie as one more copy; what cannot be read is as if it were not there. */
export function absorbCookie(copy: DeviceCopy, text: string | undefined): DeviceCopy {
  const decoded = text ? decodeCart(text) : undefined;
  if (!decoded?.ok) return copy;
  const { added, removed, have, saved, isTruncated } = decoded.cart;
  const absorbed = absorbCart(copy, { added: new Map(added), removed: new Set(removed), marks: saved });
  // Who knows no more than a cut cookie says does not know all of the cart.
  const isPartial = copy.isPartial || (isTruncated && countLiveDots(absorbed.state) <= added.length);
  return { ...absorbed, have: Math.max(absorbed.have, have), isPartial };
}

/** What the cookie should say of this copy. `isAlone`: there is no storage beside it. `bytes`: its room, where not the usual. */
export function cookieOf(copy: DeviceCopy, isAlone: boolean, bytes?: number): string {
  const { state, unacknowledged, buried, left, have, isPartial, confirmedMarks } = copy;
  // Newest first: what a full cookie cannot hold is the oldest.
  const dead = [...unacknowledged].filter((dot) => buried.has(dot)).reverse();
  // Without storage the cookie also remembers what died without ever leaving.
  const quiet = isAlone ? [...state.removed].filter((dot) => !left.has(dot)).reverse() : [];
  const saved = savedMarks(state, (key, { rev }) => rev > (confirmedMarks.get(key) ?? 0));
  return encodeCart(state, dead, have, quiet.slice(0, 100), bytes, { saved, isPartial });
}

/** Two of the server's copies become one, as when a device takes over another's cart. */
import { joinFolded } from '#domain/cart/fold.ts';
import type { Random } from '#domain/time/clock.ts';
import { withChange, type CartRecord, type CartTime } from './cart-record.ts';
import { foldToFit } from './merge-request.ts';

/** What both had, tombstones included, within the limits of one cart; undefined where that is too much. */
export function joinRecords(
  taken: CartRecord,
  own: CartRecord,
  { now }: CartTime,
  random: Random,
): CartRecord | undefined {
  const version = Math.max(taken.version, own.version) + 1;
  const together = foldToFit(joinFolded(taken, own, random), random);
  return together && withChange(taken, together.state, together.folds, version, now);
}

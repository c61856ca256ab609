/** The questions about a checkout id: what became of it, and the shopper's cancel. */
import * as v from 'valibot';
import type { Kysely } from 'kysely';
import { id128, type ChangedProblem, type CheckoutStatus, type PlacedAnswer } from '#protocol/checkout.ts';
import { problem } from '#protocol/problems.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { isUniqueViolation } from './races.ts';
import { withLink } from '#server/orders/link.ts';
import { storeAnswer } from './keys.ts';

export function isCheckoutId(text: string): boolean {
  return v.is(id128, text);
}

export async function getCheckout(shop: Shop, checkoutId: string): Promise<CheckoutStatus> {
  return statusOf(shop, shop.database.read, checkoutId);
}

/**
 * Cancels a checkout unless it was placed; an id never seen is stored as cancelled, so that a late request finds it so.
 * An order that exists is cancelled by its own page instead.
 */
export async function cancelCheckout(shop: Shop, checkoutId: string): Promise<CheckoutStatus> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await shop.database.transaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('checkouts')
          .set({ state: 'cancelled', status: 422, body: cancelledBody(checkoutId) })
          .where('checkout_id', '=', checkoutId)
          .where('state', '=', 'attention')
          .executeTakeFirst();
        const status = await statusOf(shop, tx, checkoutId);
        if (numUpdatedRows === 0n && status.state === 'none') {
          const at = shop.clock.now();
          await storeAnswer(tx, checkoutId, {
            fingerprint: '',
            state: 'cancelled',
            status: 422,
            body: cancelledBody(checkoutId),
            order: null,
            at,
          });
          return { v: 1, checkoutId, state: 'cancelled' };
        }
        return status;
      });
    } catch (error) {
      // The order was placed between the question and the answer: ask once more.
      if (!isUniqueViolation(error) || attempt > 3) throw error;
    }
  }
}

async function statusOf(shop: Shop, tx: Kysely<Tables>, checkoutId: string): Promise<CheckoutStatus> {
  const row = await tx
    .selectFrom('checkouts')
    .select(['state', 'body'])
    .where('checkout_id', '=', checkoutId)
    .executeTakeFirst();
  if (!row) return { v: 1, checkoutId, state: 'none' };
  if (row.state === 'placed') {
    const placed = JSON.parse(withLink(shop, checkoutId, row.body)) as PlacedAnswer;
    return { v: 1, checkoutId, state: 'placed', placed };
  }
  if (row.state === 'attention') {
    return { v: 1, checkoutId, state: 'attention', problem: JSON.parse(row.body) as ChangedProblem };
  }
  return { v: 1, checkoutId, state: 'cancelled' };
}

function cancelledBody(checkoutId: string): string {
  return JSON.stringify(problem('cancelled', { checkoutId }));
}

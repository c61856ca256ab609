/** What must be done again and again. */
import type { Chore } from '#server/jobs/kinds.ts';
import { expireReservations } from '#server/orders/change-progress.ts';
import { tendPayments } from '#server/payments/reconcile.ts';
import { refreshStockStates } from '#server/stock/refresh-states.ts';
import type { Shop } from '#server/shop.ts';

const MINUTE = 60_000;

export const CHORES: readonly Chore[] = [
  { name: 'sweep quotes', every: 10 * MINUTE, run: sweepQuotes },
  {
    name: 'expire reservations',
    every: MINUTE / 4,
    run: async (shop) => void (await expireReservations(shop)),
  },
  { name: 'stock states', every: MINUTE / 2, run: async (shop) => void (await refreshStockStates(shop)) },
  { name: 'tend payments', every: MINUTE, run: tendPayments },
];

/** Quotes that no longer hold. */
async function sweepQuotes(shop: Shop): Promise<void> {
  await shop.database.transaction((tx) =>
    tx.deleteFrom('quotes').where('expires_at', '<', shop.clock.now()).execute(),
  );
}

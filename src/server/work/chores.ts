/** What must be done again and again. */
import { forgetOldCarts } from '#server/cart/forget-cart.ts';
import type { Chore } from '#server/jobs/kinds.ts';
import { followSales } from '#server/catalog/sales/follow-sales.ts';
import { expireReservations } from '#server/orders/change-progress.ts';
import { askPaymentCheck } from '#server/payments/check-payments.ts';
import { tendPayments } from '#server/payments/tend-payments.ts';
import { refreshStockStates } from '#server/stock/refresh-states.ts';
import { sweep } from './sweep.ts';

const MINUTE = 60_000;

export const CHORES: readonly Chore[] = [
  { name: 'sweep', every: 10 * MINUTE, run: async (shop) => void (await sweep(shop)) },
  {
    name: 'expire reservations',
    every: MINUTE / 4,
    run: async (shop) => void (await expireReservations(shop)),
  },
  { name: 'stock states', every: MINUTE / 2, run: async (shop) => void (await refreshStockStates(shop)) },
  { name: 'sale prices', every: MINUTE / 4, run: async (shop) => void (await followSales(shop)) },
  { name: 'forget carts', every: 60 * MINUTE, run: async (shop) => void (await forgetOldCarts(shop)) },
  { name: 'tend payments', every: MINUTE, run: tendPayments },
  { name: 'check payments', every: 60 * MINUTE, run: askPaymentCheck },
];

/** The stock a product shows when it has several variants. */
import type { StockState } from './product.ts';

const RANK: Record<StockState, number> = { in: 0, low: 1, backorder: 2, out: 3 };

/** The best state of several: one variant in stock makes the product in stock; none at all is out. */
export function bestStock(states: readonly StockState[]): StockState {
  return states.reduce<StockState>((best, state) => (RANK[state] < RANK[best] ? state : best), 'out');
}

/** What a page may say of stock; the one rule for import, jobs and orders. */
import type { StockState } from './product.ts';

export interface Stocked {
  readonly onHand: number;
  /** At or below this many, a page says "low". */
  readonly lowAt: number;
  readonly backorder: boolean;
}

export function stockStateOf({ onHand, lowAt, backorder }: Stocked): StockState {
  if (onHand <= 0) return backorder ? 'backorder' : 'out';
  return onHand <= lowAt ? 'low' : 'in';
}

const RANK: Record<StockState, number> = { in: 0, low: 1, backorder: 2, out: 3 };

/** The best state of several variants: one in stock makes the product in stock. */
export function bestStock(states: readonly StockState[]): StockState {
  return states.reduce<StockState>((best, state) => (RANK[state] < RANK[best] ? state : best), 'out');
}

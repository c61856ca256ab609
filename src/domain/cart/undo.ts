/** Going back: what was visible before becomes visible again, by fresh dots. Nothing dead is ever revived. */
import type { VariantId } from '#domain/catalog/product.ts';
import type { CartState } from './cart.ts';
import { changeCart, type ChangeOutcome, type Maker } from './change-cart.ts';
import { viewCart, type CartLine } from './view-cart.ts';

export interface LineDifference {
  readonly variant: VariantId;
  readonly before: number;
  readonly after: number;
}

/** Lines whose quantity is not the same in both views. */
export function differenceOf(before: readonly CartLine[], after: readonly CartLine[]): LineDifference[] {
  const was = new Map(before.map((line) => [line.variant, line.n]));
  const is = new Map(after.map((line) => [line.variant, line.n]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((variant) => ({ variant, before: was.get(variant) ?? 0, after: is.get(variant) ?? 0 }))
    .filter((line) => line.before !== line.after);
}

/** Makes the named lines what they were; lines not named, and what came since to others, stay. */
export function undo(state: CartState, changes: readonly LineDifference[], maker: Maker): ChangeOutcome {
  let current = state;
  for (const { variant, before } of changes) {
    const now = viewCart(current, maker.hidden).find((line) => line.variant === variant)?.n ?? 0;
    if (now === before) continue;
    const step =
      before === 0 ? ({ do: 'remove', variant } as const) : ({ do: 'set', variant, n: before } as const);
    const outcome = changeCart(current, step, maker);
    if (!outcome.ok) return outcome;
    current = outcome.state;
  }
  return { ok: true, state: current };
}

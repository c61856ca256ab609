/** What the shopper sees of a cart: per variant the newest live `set` plus the sum of live `add`s. */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import { liveDots, type Addition, type CartState } from './cart.ts';
import type { Dot } from './dot.ts';

export interface CartLine {
  readonly variant: VariantId;
  readonly n: number;
  /** Empty where the shopper wrote none. */
  readonly note: string;
}

export interface SavedLine {
  readonly variant: VariantId;
  readonly n: number;
}

/** The lines in the order they were begun. `hidden` are the dots of an order that is waiting to be sent. */
export function viewCart(state: CartState, hidden?: ReadonlySet<Dot>): CartLine[] {
  const lines = new Map<VariantId, { begun: number; adds: number; set?: readonly [Dot, Addition] }>();
  for (const entry of liveDots(state)) {
    const [dot, addition] = entry;
    if (hidden?.has(dot)) continue;
    let line = lines.get(addition.variant);
    if (!line) lines.set(addition.variant, (line = { begun: addition.at, adds: 0 }));
    line.begun = Math.min(line.begun, addition.at);
    if (addition.kind === 'add') line.adds += addition.n;
    else if (!line.set || isNewerSet(entry, line.set)) line.set = entry;
  }
  return [...lines]
    .sort(([v, a], [w, b]) => a.begun - b.begun || v - w)
    .map(([variant, { adds, set }]) => ({
      variant,
      n: Math.min((set?.[1].n ?? 0) + adds, LARGEST_QUANTITY),
      note: state.marks.get(`n${variant}`)?.value ?? '',
    }));
}

/** The later of two concurrent sets; the larger dot where the times are equal. */
export function isNewerSet(a: readonly [Dot, Addition], b: readonly [Dot, Addition]): boolean {
  return a[1].at > b[1].at || (a[1].at === b[1].at && a[0] > b[0]);
}

/** What lies beside the cart for later, in the order of the variants. */
export function viewSaved(state: CartState): SavedLine[] {
  const saved: SavedLine[] = [];
  for (const [key, mark] of state.marks) {
    const n = key.startsWith('l') ? Number(mark.value) : 0;
    if (n > 0) saved.push({ variant: Number(key.slice(1)), n });
  }
  return saved.sort((a, b) => a.variant - b.variant);
}

/** How many of this variant are saved for later. */
export function savedOf(state: CartState, variant: VariantId): number {
  return Number(state.marks.get(`l${variant}`)?.value || '0');
}

/** All that a shopper sees of a cart, to be compared: lines, their notes, and what is saved for later. */
export function seenOf(state: CartState, hidden?: ReadonlySet<Dot>): string {
  return JSON.stringify([viewCart(state, hidden), viewSaved(state)]);
}

/** Pieces over all lines: the number beside "Cart". */
export function countPieces(lines: readonly { readonly n: number }[]): number {
  return lines.reduce((sum, line) => sum + line.n, 0);
}

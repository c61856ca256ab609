/** Going back: what was visible before becomes visible again, by fresh dots. Nothing dead is ever revived. */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { CartState } from './cart.ts';
import { changeCart, mark, type ChangeOutcome, type Maker } from './change-cart.ts';
import type { Dot } from './dot.ts';
import { savedOf, viewCart, viewSaved } from './view-cart.ts';

/** Pieces of one variant before and after; equal where only what is saved for later changed. */
export interface LineDifference {
  readonly variant: VariantId;
  readonly before: number;
  readonly after: number;
  /** The note that went with the line. */
  readonly note?: string;
  /** What is saved for later, where that changed. */
  readonly saved?: { readonly before: number; readonly after: number };
}

/** Variants of which not as many are in the cart, or saved for later, as before. */
export function differenceOf(
  before: CartState,
  after: CartState,
  hidden?: ReadonlySet<Dot>,
): LineDifference[] {
  const [was, is] = [before, after].map(
    (state) => new Map(viewCart(state, hidden).map((line) => [line.variant, line.n])),
  ) as [Map<VariantId, number>, Map<VariantId, number>];
  const saved = [...viewSaved(before), ...viewSaved(after)].map((line) => line.variant);
  const found: LineDifference[] = [];
  for (const variant of new Set([...was.keys(), ...is.keys(), ...saved])) {
    const line = { variant, before: was.get(variant) ?? 0, after: is.get(variant) ?? 0 };
    const kept = { before: savedOf(before, variant), after: savedOf(after, variant) };
    const isSavedSame = kept.before === kept.after;
    if (line.before === line.after && isSavedSame) continue;
    const note = noteOf(after, variant) === '' ? noteOf(before, variant) : '';
    found.push({ ...line, ...(note && { note }), ...(!isSavedSame && { saved: kept }) });
  }
  return found;
}

/** Takes the named changes back; lines not named, and what came since, stay: five added after a removal of one are six. */
export function undo(state: CartState, changes: readonly LineDifference[], maker: Maker): ChangeOutcome {
  let current = state;
  const then = (outcome: ChangeOutcome): boolean => {
    if (outcome.ok) current = outcome.state;
    return outcome.ok;
  };
  for (const { variant, before, after, note, saved } of changes) {
    const now = viewCart(current, maker.hidden).find((line) => line.variant === variant)?.n ?? 0;
    const n = takenBack(now, before, after);
    const step = n === 0 ? ({ do: 'remove', variant } as const) : ({ do: 'set', variant, n } as const);
    const line = n === now ? { ok: true as const, state: current } : changeCart(current, step, maker);
    if (!then(line)) return line;
    if (saved) {
      const wanted = takenBack(savedOf(current, variant), saved.before, saved.after);
      const marked = mark(current, `l${variant}`, wanted === 0 ? '' : String(wanted));
      if (!then(marked)) return marked;
    }
    const noted = note && noteOf(current, variant) === '' && mark(current, `n${variant}`, note);
    if (noted && !then(noted)) return noted;
  }
  return { ok: true, state: current };
}

/** `now` without the step from `before` to `after`; a line that is smaller than before already is not made smaller still. */
function takenBack(now: number, before: number, after: number): number {
  const n = now + before - after;
  return after > before ? Math.max(n, Math.min(now, before)) : Math.min(n, LARGEST_QUANTITY);
}

function noteOf(state: CartState, variant: VariantId): string {
  return state.marks.get(`n${variant}`)?.value ?? '';
}

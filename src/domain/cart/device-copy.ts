/**
 * A device's working copy: the cart, and what it must still tell the server. Pure steps; IndexedDB holds the record.
 *
 * - A tombstone is unacknowledged until the server says it has it. A dot that never left the device dies quietly:
 *   it is remembered here, but neither the cookie nor the server is told (500 clicks on a stepper are one set).
 * - Should a quietly dead dot turn up elsewhere after all (an old tab, an old cookie), it becomes unacknowledged.
 */
import type { CartState, MarkKey } from './cart.ts';
import { EMPTY_CART, liveDots } from './cart.ts';
import { changeCart, type CartChange, type ChangeOutcome, type Maker } from './change-cart.ts';
import type { Dot } from './dot.ts';
import { mergeCarts } from './merge.ts';
import type { CartLine } from './view-cart.ts';

export interface DeviceCopy {
  readonly format: 1;
  readonly state: CartState;
  /** Dots another place may know: sent, received, or given away in a link. */
  readonly left: ReadonlySet<Dot>;
  /** Tombstones the server has not acknowledged. */
  readonly unacknowledged: ReadonlySet<Dot>;
  /** Live dots the server has acknowledged. */
  readonly confirmed: ReadonlySet<Dot>;
  /** The `rev` of each mark that the server has. */
  readonly confirmedMarks: ReadonlyMap<MarkKey, number>;
  /** Version of the server's copy at the last answer; 0 before the first. */
  readonly have: number;
  /** The server's own clock at the last answer; 0 before the first. */
  readonly seen: number;
  /** After too long an absence: the lines that were here, until the shopper says which to keep. */
  readonly asked: readonly CartLine[];
}

export const EMPTY_COPY: DeviceCopy = {
  format: 1,
  state: EMPTY_CART,
  left: new Set(),
  unacknowledged: new Set(),
  confirmed: new Set(),
  confirmedMarks: new Map(),
  have: 0,
  seen: 0,
  asked: [],
};

/** Dead dots remembered on the device; older ones are forgotten first, unacknowledged ones never. */
const MOST_TOMBSTONES = 4_000;

/** The shopper's change, or a refusal that leaves the copy as it was. */
export function changeCopy(
  copy: DeviceCopy,
  change: CartChange,
  maker: Maker,
): { readonly ok: true; readonly copy: DeviceCopy } | Extract<ChangeOutcome, { ok: false }> {
  const outcome = changeCart(copy.state, change, maker);
  return outcome.ok ? { ok: true, copy: withState(copy, outcome.state) } : outcome;
}

/** The copy with a state that grew by the shopper's own doing; what died and may be known elsewhere must be told. */
export function withState(copy: DeviceCopy, state: CartState): DeviceCopy {
  const unacknowledged = new Set(copy.unacknowledged);
  for (const dot of state.removed)
    if (!copy.state.removed.has(dot) && copy.left.has(dot)) unacknowledged.add(dot);
  return tidy({ ...copy, state, unacknowledged });
}

/** What another copy of this cart (cookie, tab, link) knows, merged in. Its tombstones have not reached the server for all we know. */
export function absorbCart(copy: DeviceCopy, other: CartState): DeviceCopy {
  const left = new Set(copy.left);
  const unacknowledged = new Set(copy.unacknowledged);
  for (const dot of other.removed) if (!copy.state.removed.has(dot)) unacknowledged.add(dot);
  for (const dot of other.added.keys()) {
    if (copy.state.removed.has(dot) && !left.has(dot)) unacknowledged.add(dot);
    left.add(dot);
  }
  return tidy({ ...copy, state: mergeCarts(copy.state, other), left, unacknowledged });
}

/** What is stored and what a page still holds in memory, as one copy: nothing either knows is lost. */
export function mergeCopies(stored: DeviceCopy, held: DeviceCopy): DeviceCopy {
  const left = new Set([...stored.left, ...held.left]);
  const unacknowledged = new Set([...stored.unacknowledged, ...held.unacknowledged]);
  for (const [one, other] of [
    [stored, held],
    [held, stored],
  ] as const)
    // Died quietly here, but is known elsewhere after all. (What the server called dead was known, hence in `left`.)
    for (const dot of one.state.removed)
      if (!one.left.has(dot) && other.left.has(dot)) unacknowledged.add(dot);
  const confirmedMarks = new Map(stored.confirmedMarks);
  for (const [key, rev] of held.confirmedMarks)
    confirmedMarks.set(key, Math.max(rev, confirmedMarks.get(key) ?? 0));
  return tidy({
    format: 1,
    state: mergeCarts(stored.state, held.state),
    left,
    unacknowledged,
    confirmed: new Set([...stored.confirmed, ...held.confirmed]),
    confirmedMarks,
    have: Math.max(stored.have, held.have),
    seen: Math.max(stored.seen, held.seen),
    asked: stored.have >= held.have ? stored.asked : held.asked,
  });
}

/** Marks all live dots as known elsewhere: they are about to leave in a link, a file or a code. */
export function markLeft(copy: DeviceCopy): DeviceCopy {
  const left = new Set(copy.left);
  for (const [dot] of liveDots(copy.state)) left.add(dot);
  return { ...copy, left };
}

/** Drops the bodies of the dead and the oldest tombstones beyond what a device keeps. */
export function tidy(copy: DeviceCopy): DeviceCopy {
  const { state, unacknowledged } = copy;
  const added = new Map(liveDots(state));
  let removed = state.removed;
  if (removed.size > MOST_TOMBSTONES) {
    let spare = removed.size - MOST_TOMBSTONES;
    removed = new Set([...removed].filter((dot) => unacknowledged.has(dot) || spare-- <= 0));
  }
  const isKnown = (dot: Dot): boolean => added.has(dot) || removed.has(dot);
  return {
    ...copy,
    state: { ...state, added, removed },
    left: new Set([...copy.left].filter(isKnown)),
    confirmed: new Set([...copy.confirmed].filter((dot) => added.has(dot))),
  };
}

/**
 * A device's working copy: the cart, and what it must still tell the server. Pure steps; IndexedDB holds the record.
 *
 * - A tombstone is unacknowledged until the server says it has it. A dot that never left the device dies quietly:
 *   it is remembered here, but neither the cookie nor the server is told (500 clicks on a stepper are one set).
 * - Should a quietly dead dot turn up elsewhere after all (an old tab, an old cookie), it becomes unacknowledged.
 * - What somebody removed stays `buried` also after it was acknowledged: should the server lose its copy, it is told again.
 */
import type { CartState, MarkKey } from './cart.ts';
import { EMPTY_CART, liveDots } from './cart.ts';
import { changeCart, type CartChange, type ChangeOutcome, type Maker } from './change-cart.ts';
import type { Dot } from './dot.ts';
import type { Folds } from './fold.ts';
import { countedInFolds } from './known-folds.ts';
import { mergeCarts } from './merge.ts';
import type { CartLine } from './view-cart.ts';

export interface DeviceCopy {
  readonly format: 1;
  readonly state: CartState;
  /** Dots another place may know: sent, received, or given away in a link. */
  readonly left: ReadonlySet<Dot>;
  /** Tombstones the server has not acknowledged. */
  readonly unacknowledged: ReadonlySet<Dot>;
  /** Tombstones of removals, acknowledged or not; those of what the server only moved into a fold are not among them. */
  readonly buried: ReadonlySet<Dot>;
  /** Live dots the server has acknowledged. */
  readonly confirmed: ReadonlySet<Dot>;
  /** Of live folds of the server, those of which it said what they stand for. */
  readonly folds: Folds;
  /** The `rev` of each mark that the server has. */
  readonly confirmedMarks: ReadonlyMap<MarkKey, number>;
  /** Version of the server's copy at the last answer; 0 before the first. */
  readonly have: number;
  /** The server's own clock at the last answer; 0 before the first. */
  readonly seen: number;
  /** After too long an absence: the lines that were here, until the shopper says which to keep. */
  readonly asked: readonly CartLine[];
  /** All that is known came from a cookie that could not hold all, and the server has not been heard since. */
  readonly isPartial: boolean;
}

export const EMPTY_COPY: DeviceCopy = {
  format: 1,
  state: EMPTY_CART,
  left: new Set(),
  unacknowledged: new Set(),
  buried: new Set(),
  confirmed: new Set(),
  folds: new Map(),
  confirmedMarks: new Map(),
  have: 0,
  seen: 0,
  asked: [],
  isPartial: false,
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
  const dead = [...state.removed].filter((dot) => !copy.state.removed.has(dot) && copy.left.has(dot));
  // Who removes a fold has removed what is in it: should the server lose its copy, somebody must know.
  const parts = dead.flatMap((dot) => copy.folds.get(dot)?.map(([part]) => part) ?? []);
  return tidy({
    ...bury({ ...copy, state: { ...state, removed: union(state.removed, parts) } }, dead),
    left: union(copy.left, parts),
    buried: union(copy.buried, [...dead, ...parts]),
  });
}

/** What another copy of this cart (cookie, tab, link) knows, merged in. Its tombstones have not reached the server for all we know. */
export function absorbCart(copy: DeviceCopy, other: CartState): DeviceCopy {
  const dead = [...other.removed].filter((dot) => !copy.state.removed.has(dot));
  for (const dot of other.added.keys())
    if (copy.state.removed.has(dot) && !copy.left.has(dot)) dead.push(dot);
  const left = union(copy.left, other.added.keys());
  const counted = countedInFolds(copy.state, copy.folds);
  const added = new Map([...other.added].filter(([dot]) => !counted.has(dot)));
  return tidy(bury({ ...copy, state: mergeCarts(copy.state, { ...other, added }), left }, dead));
}

/** What is stored and what a page still holds in memory, as one copy: nothing either knows is lost. */
export function mergeCopies(stored: DeviceCopy, held: DeviceCopy): DeviceCopy {
  const left = union(stored.left, held.left);
  const dead: Dot[] = [];
  for (const [one, other] of [
    [stored, held],
    [held, stored],
  ] as const)
    // Died quietly here, but is known elsewhere after all. (What the server called dead was known, hence in `left`.)
    for (const dot of one.state.removed) if (!one.left.has(dot) && other.left.has(dot)) dead.push(dot);
  const confirmedMarks = new Map(stored.confirmedMarks);
  for (const [key, rev] of held.confirmedMarks)
    confirmedMarks.set(key, Math.max(rev, confirmedMarks.get(key) ?? 0));
  const merged: DeviceCopy = {
    format: 1,
    state: mergeCarts(stored.state, held.state),
    left,
    unacknowledged: union(stored.unacknowledged, held.unacknowledged),
    buried: union(stored.buried, held.buried),
    confirmed: union(stored.confirmed, held.confirmed),
    folds: new Map([...stored.folds, ...held.folds]),
    confirmedMarks,
    have: Math.max(stored.have, held.have),
    seen: Math.max(stored.seen, held.seen),
    asked: stored.have >= held.have ? stored.asked : held.asked,
    // Who has heard the server later knows; before that, one doubt is enough.
    isPartial:
      stored.seen === held.seen
        ? stored.isPartial || held.isPartial
        : stored.seen > held.seen
          ? stored.isPartial
          : held.isPartial,
  };
  return tidy(bury(merged, dead));
}

/** These were removed, by this shopper or elsewhere, and the server must hear of it. */
function bury(copy: DeviceCopy, dead: readonly Dot[]): DeviceCopy {
  return {
    ...copy,
    unacknowledged: union(copy.unacknowledged, dead),
    buried: union(copy.buried, dead),
  };
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
    buried: new Set([...copy.buried].filter((dot) => removed.has(dot))),
    confirmed: new Set([...copy.confirmed].filter((dot) => added.has(dot))),
    folds: new Map([...copy.folds].filter(([fold]) => added.has(fold))),
  };
}

function union(a: Iterable<Dot>, b: Iterable<Dot>): Set<Dot> {
  return new Set([...a, ...b]);
}

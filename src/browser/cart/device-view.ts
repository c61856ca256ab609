/** What pages show of the device's cart, put together from the working copy and what is known of its parts. */
import { changesOfLine, type LineChange } from '#domain/cart/line-changes.ts';
import type { ShownLine } from '#domain/cart/line.ts';
import { viewSaved, type CartLine } from '#domain/cart/view-cart.ts';
import type { CartKeeper } from './keeper.ts';
import type { Safety } from './safety.ts';
import type { Snapshots } from './snapshots.ts';

export interface DeviceView {
  readonly lines: readonly ShownLine[];
  readonly saved: readonly ShownLine[];
  /** Lines that were here before a very long absence, until the shopper says which to keep. */
  readonly asked: readonly ShownLine[];
  /** What the shop changed since the shopper last looked, of lines and of what is saved for later. */
  readonly changes: readonly LineChange[];
  /** When the shopper last looked, by the server's clock; 0 when unknown. */
  readonly lastLook: number;
  readonly safety: Safety;
}

export function viewDevice({ copy, lines, safety }: CartKeeper, snapshots: Snapshots): DeviceView {
  const shown = (line: CartLine): ShownLine => {
    const snapshot = snapshots.get(line.variant)?.latest;
    return snapshot ? { ...line, snapshot } : line;
  };
  const saved = viewSaved(copy.state).map((line) => ({ ...line, note: '' }));
  const parts = new Map([...saved, ...lines].map(({ variant, n }) => [variant, n]));
  const known = [...parts].flatMap(([variant, n]) => {
    const part = snapshots.get(variant);
    return part ? [{ part, n }] : [];
  });
  const looks = known.map(({ part }) => part.shown.asOf).filter((at) => at > 0);
  return {
    lines: lines.map(shown),
    saved: saved.map(shown),
    asked: copy.asked.map(shown),
    changes: known.flatMap(({ part, n }) => changesOfLine(part.shown, part.latest, n)),
    lastLook: looks.length > 0 ? Math.min(...looks) : 0,
    safety,
  };
}

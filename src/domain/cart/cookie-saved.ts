/** What is saved for later, as the cart's cookie writes it: variant, how many (none too), and the count of changes. */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import type { BitReader, BitWriter } from './bits.ts';
import { VARIANT_LIMIT, type CartState, type Mark, type MarkKey } from './cart.ts';
import {
  quantityBits,
  readQuantity,
  readRice,
  riceWidth,
  writeQuantity,
  writeRice,
} from './cookie-numbers.ts';

export interface Saved {
  readonly variant: number;
  readonly n: number;
  readonly rev: number;
}

/** Marks of what is saved for later in this cart. `isUntold`: also those that say "no longer", of which the server may not know. */
export function savedMarks(
  state: CartState,
  isUntold: (key: MarkKey, mark: Mark) => boolean = () => false,
): Map<MarkKey, Mark> {
  const untold: [MarkKey, Mark][] = [];
  const told: [MarkKey, Mark][] = [];
  for (const [key, mark] of state.marks) {
    if (!key.startsWith('l')) continue;
    if (isUntold(key, mark)) untold.push([key, mark]);
    else if (mark.value !== '') told.push([key, mark]);
  }
  return new Map([...untold, ...told]);
}

export function toSaved([key, { rev, value }]: readonly [MarkKey, Mark]): Saved {
  return { variant: Number(key.slice(1)), n: Number(value || '0'), rev: Math.min(rev, LARGEST_QUANTITY) };
}

export function sizeOfSaved(saved: readonly Saved[]): number {
  if (saved.length === 0) return 0;
  const rice = riceWidth(saved.length);
  let bits = 10;
  let before = 0;
  for (const { variant, n, rev } of byVariant(saved)) {
    bits += Math.floor((variant - before) / 2 ** rice) + 1 + rice + quantityBits(n + 1) + quantityBits(rev);
    before = variant;
  }
  return bits;
}

export function writeSaved(out: BitWriter, saved: readonly Saved[]): void {
  out.write(saved.length, 10);
  let before = 0;
  for (const { variant, n, rev } of byVariant(saved)) {
    writeRice(out, variant - before, riceWidth(saved.length));
    before = variant;
    writeQuantity(out, n + 1);
    writeQuantity(out, rev);
  }
}

/** The marks, or undefined where they cannot be ours. */
export function readSaved(bits: BitReader): Map<MarkKey, Mark> | undefined {
  const count = bits.read(10);
  const marks = new Map<MarkKey, Mark>();
  let variant = 0;
  for (let i = 0; i < count; i += 1) {
    variant += readRice(bits, riceWidth(count));
    const n = readQuantity(bits) - 1;
    const rev = readQuantity(bits);
    if (variant >= VARIANT_LIMIT || n > LARGEST_QUANTITY || rev > LARGEST_QUANTITY) return undefined;
    marks.set(`l${variant}`, { rev, value: n === 0 ? '' : String(n) });
  }
  return marks.size === count ? marks : undefined;
}

function byVariant(saved: readonly Saved[]): Saved[] {
  return [...saved].sort((a, b) => a.variant - b.variant);
}

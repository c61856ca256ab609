/** Numbers as the cart's cookie writes them: gaps between variants, and quantities. */
import type { BitReader, BitWriter } from './bits.ts';

/** Gaps between n sorted 40-bit numbers average 2^40 / n; Rice coding with that width wastes least. */
export function riceWidth(lines: number): number {
  return lines < 2 ? 40 : Math.floor(40 - Math.log2(lines));
}

export function writeRice(out: BitWriter, gap: number, width: number): void {
  for (let unary = Math.floor(gap / 2 ** width); unary > 0; unary -= 1) out.write(1, 1);
  out.write(0, 1);
  out.write(gap % 2 ** width, width);
}

export function readRice(bits: BitReader, width: number): number {
  let unary = 0;
  while (bits.read(1) === 1) unary += 1;
  return unary * 2 ** width + bits.read(width);
}

/** Four classes of quantity: up to 8, 264, 16,648 and the rest. */
const CLASSES = [3, 8, 14, 24] as const;
const FIRST = [1, 9, 265, 16_649] as const;

function classOf(n: number): 0 | 1 | 2 | 3 {
  return n < FIRST[1] ? 0 : n < FIRST[2] ? 1 : n < FIRST[3] ? 2 : 3;
}

export function quantityBits(n: number): number {
  return 2 + CLASSES[classOf(n)];
}

export function writeQuantity(out: BitWriter, n: number): void {
  const c = classOf(n);
  out.write(c, 2);
  out.write(n - FIRST[c], CLASSES[c]);
}

export function readQuantity(bits: BitReader): number {
  const c = bits.read(2) as 0 | 1 | 2 | 3;
  return bits.read(CLASSES[c]) + FIRST[c];
}

/** Counting what a set of products states in one column. */
import { hasBit, membersOf } from '../segment/bits.ts';
import type { Column } from '../segment/columns.ts';
import type { Matches } from './matches.ts';
import { sift, type Left } from './sieve.ts';

/** A list this many times shorter than the column is looked up in it, product by product. */
const FAR = 16;

/** What is left in each segment when every filter but one holds. */
export function leftWithout(matches: Matches, except: string): Left[] {
  return matches.parts.map((part) => {
    if (!part.passes.some((pass) => pass.name === except)) return part.left;
    const bits = sift(part.matched, part.passes, except);
    return { bits, members: membersOf(bits) };
  });
}

/** How many products of those left state each code; `size`: products of the segment. */
export function tallyColumn(column: Column, { bits, members }: Left, size: number): Uint32Array {
  if (members.length === size) return column.totals;
  const { docs, codes, head } = column;
  const tallies = new Uint32Array(head.values);
  if (members.length * FAR < docs.length) {
    for (const doc of members) for (let i = firstAt(docs, doc); docs[i] === doc; i++) tallies[codes[i]!]!++;
  } else for (let i = 0; i < docs.length; i++) if (hasBit(bits, docs[i]!)) tallies[codes[i]!]!++;
  return tallies;
}

/** The largest upper end of the spans among what is left; -Infinity where there are none. */
export function largestUpper({ docs, codes, uppers, numbers, head }: Column, { bits }: Left): number {
  if (!head.hasUppers) return -Infinity;
  let most = -1;
  for (let i = 0; i < docs.length; i++)
    if (uppers[i] !== codes[i] && uppers[i]! > most && hasBit(bits, docs[i]!)) most = uppers[i]!;
  return most < 0 ? -Infinity : numbers[most]!;
}

/** How many products have each code. */
export function tallyCodes({ members }: Left, codes: Uint32Array | Uint8Array, size: number): Uint32Array {
  const tallies = new Uint32Array(size);
  for (let i = 0; i < members.length; i++) tallies[codes[members[i]!]!]!++;
  return tallies;
}

/** Place of the first entry not below `doc`. */
function firstAt(docs: Uint32Array, doc: number): number {
  let low = 0;
  let high = docs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (docs[middle]! < doc) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reading the postings of one term. */
import type { Entry } from './dictionary.ts';

/** Fills `docs` and `impacts` from their start with the term's products, rising; gives how many there are. */
export function readPostings(
  postings: Uint8Array,
  entry: Entry,
  docs: Uint32Array,
  impacts: Uint8Array,
): number {
  let at = entry.from;
  let doc = -1;
  for (let i = 0; i < entry.count; i++) {
    let step = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = postings[at++]!;
      step |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    doc += step + 1;
    docs[i] = doc;
  }
  for (let i = 0; i < entry.count; i++) impacts[i] = postings[at++]!;
  return entry.count;
}

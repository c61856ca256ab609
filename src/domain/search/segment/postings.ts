/**
 * Which products have a term, and its impact in each, in two streams that lie in the order of terms:
 * distances between a term's products as varints, and one byte of impact each.
 */
import type { ByteWriter } from './bytes.ts';
import type { Entry } from './dictionary.ts';

export interface Postings {
  readonly docs: Uint8Array;
  readonly impacts: Uint8Array;
}

/** `docs` rising, one impact (1 to 255) for each. */
export function writePostings(
  out: { readonly docs: ByteWriter; readonly impacts: ByteWriter },
  docs: readonly number[],
  impacts: readonly number[],
): void {
  let before = -1;
  for (const doc of docs) {
    out.docs.varint(doc - before - 1);
    before = doc;
  }
  for (const impact of impacts) out.impacts.byte(impact);
}

/** Calls `visit` for each product of the term, rising. */
export function eachPosting(
  { docs, impacts }: Postings,
  entry: Pick<Entry, 'from' | 'impacts' | 'count'>,
  visit: (doc: number, impact: number) => void,
): void {
  let at = entry.from;
  let impactAt = entry.impacts;
  let doc = -1;
  for (let left = entry.count; left > 0; left--) {
    let byte = docs[at++]!;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = docs[at++]!;
      step |= (byte & 127) << shift;
    }
    doc += step + 1;
    visit(doc, impacts[impactAt++]!);
  }
}

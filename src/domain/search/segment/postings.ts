/**
 * The postings of one term: distances between its products as varints, then one byte of impact each.
 */
import type { ByteWriter } from './bytes.ts';
import type { Entry } from './dictionary.ts';

/** `docs` rising, one impact (1 to 255) for each. */
export function writePostings(out: ByteWriter, docs: readonly number[], impacts: readonly number[]): void {
  let before = -1;
  for (const doc of docs) {
    out.varint(doc - before - 1);
    before = doc;
  }
  for (const impact of impacts) out.byte(impact);
}

/** Calls `visit` for each product of the term, rising. */
export function eachPosting(
  postings: Uint8Array,
  entry: Entry,
  visit: (doc: number, impact: number) => void,
): void {
  let at = entry.from;
  let impactAt = entry.to - entry.count;
  let doc = -1;
  for (let left = entry.count; left > 0; left--) {
    let byte = postings[at++]!;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = postings[at++]!;
      step |= (byte & 127) << shift;
    }
    doc += step + 1;
    visit(doc, postings[impactAt++]!);
  }
}

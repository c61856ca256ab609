/** Documents into postings: for each term, the products that have it and its impact in each. */
import type { SearchDocument } from '../document.ts';
import { ByteWriter, compareBytes, utf8 } from './bytes.ts';
import { writeDictionary, type Dictionary, type TermPostings } from './dictionary.ts';
import { writePostings, type Postings } from './postings.ts';
import { occurrencesIn } from './fields.ts';
import { fieldFactor, FIELDS, quantisedImpact } from './weights.ts';

/** Longest term in bytes: the dictionary counts them in one. */
const LONGEST_TERM = 200;

export interface Inverted {
  readonly dictionary: Dictionary;
  readonly postings: Postings;
}

/** Postings of documents numbered as they stand. */
export function invert(documents: readonly SearchDocument[]): Inverted {
  const ids = new Map<string, number>();
  const lists: { docs: number[]; impacts: number[] }[] = [];
  documents.forEach((document, doc) => {
    for (const [term, weight] of weightsOf(document)) {
      let id = ids.get(term);
      if (id === undefined) {
        id = lists.push({ docs: [], impacts: [] }) - 1;
        ids.set(term, id);
      }
      const list = lists[id]!;
      list.docs.push(doc);
      list.impacts.push(quantisedImpact(weight));
    }
  });
  const terms = [...ids].map(([term, id]) => ({
    bytes: utf8.write.encode(term).subarray(0, LONGEST_TERM),
    id,
  }));
  terms.sort((a, b) => compareBytes(a.bytes, a.bytes.length, b.bytes, b.bytes.length));
  const postings = { docs: new ByteWriter(), impacts: new ByteWriter() };
  const entries = terms.map(({ bytes, id }): TermPostings => {
    const before = postings.docs.length;
    const { docs, impacts } = lists[id]!;
    writePostings(postings, docs, impacts);
    return { term: bytes, count: docs.length, length: postings.docs.length - before };
  });
  return {
    dictionary: writeDictionary(entries),
    postings: { docs: postings.docs.done(), impacts: postings.impacts.done() },
  };
}

/** Each term of a document with its BM25F weight over all fields. */
function weightsOf(document: SearchDocument): Map<string, number> {
  const weights = new Map<string, number>();
  for (const field of FIELDS) {
    const occurrences = occurrencesIn(document, field);
    const factor = fieldFactor(field, occurrences.length);
    for (const { token, worth } of occurrences)
      weights.set(token, (weights.get(token) ?? 0) + factor * worth);
  }
  return weights;
}

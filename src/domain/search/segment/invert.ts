/** Documents into postings: for each term, the products that have it and its impact in each. */
import type { SearchDocument } from '../document.ts';
import { emitTail, tokenise, tokeniseCode, type Emit } from '../words/tokens.ts';
import { ByteWriter, compareBytes, utf8 } from './bytes.ts';
import { writeDictionary, type Dictionary, type TermPostings } from './dictionary.ts';
import { writePostings } from './postings.ts';
import { DERIVED, fieldFactor, FIELDS, quantisedImpact, type FieldName } from './weights.ts';

/** Tokens read of one field; what stands further down says little. */
const MOST_TOKENS = 600;
/** Longest term in bytes: the dictionary counts them in one. */
const LONGEST_TERM = 200;

export interface Inverted {
  readonly dictionary: Dictionary;
  readonly postings: Uint8Array;
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
  const postings = new ByteWriter();
  const entries = terms.map(({ bytes, id }): TermPostings => {
    const before = postings.length;
    const { docs, impacts } = lists[id]!;
    writePostings(postings, docs, impacts);
    return { term: bytes, count: docs.length, length: postings.length - before };
  });
  return { dictionary: writeDictionary(entries), postings: postings.done() };
}

/** Each term of a document with its BM25F weight over all fields. */
export function weightsOf(document: SearchDocument): Map<string, number> {
  const weights = new Map<string, number>();
  for (const field of FIELDS) {
    const tokens: { token: string; worth: number }[] = [];
    readField(document, field, (token, kind) => {
      if (tokens.length < MOST_TOKENS) tokens.push({ token, worth: kind === 'main' ? 1 : DERIVED });
    });
    const factor = fieldFactor(field, tokens.length);
    for (const { token, worth } of tokens) weights.set(token, (weights.get(token) ?? 0) + factor * worth);
  }
  return weights;
}

function readField(document: SearchDocument, field: FieldName, emit: Emit): void {
  switch (field) {
    case 'title':
      tokenise(document.title, 'kept', emit);
      for (const word of document.title.toLowerCase().split(/\s+/))
        emitTail(word.replace(/[^a-z0-9]/g, ''), emit);
      break;
    case 'code':
      for (const code of document.codes) tokeniseCode(code, emit);
      break;
    case 'vendor':
      tokenise(document.vendor, 'kept', emit);
      break;
    case 'category':
      for (const crumb of document.crumbs) tokenise(crumb.name, 'kept', emit);
      for (const tag of document.tags) tokenise(tag, 'kept', emit);
      break;
    case 'attribute':
      for (const attribute of document.attributes) tokenise(attribute.text, 'kept', emit);
      break;
    case 'text':
      tokenise(document.text, 'kept', emit);
  }
}

/**
 * The tokens of each field of a document, with what each occurrence is worth.
 *
 * A title names its thing before the first "with", "in", "for", comma, dash or bracket, and the last word there is
 * what the thing is: "Shower Faucet Trim Kit in Chrome (Valve Not Included)" is a kit. That word counts twice,
 * what follows counts a little less. (Measured on 1,987 judged searches: NDCG@10 0.404 without, 0.417 with.)
 */
import type { SearchDocument } from '../document.ts';
import { emitTail, tokenise, tokeniseCode, type Emit } from '../words/tokens.ts';
import type { FieldName } from './weights.ts';

export interface Occurrence {
  readonly token: string;
  readonly worth: number;
}

/** Tokens read of one field; what stands further down says little. */
const MOST_TOKENS = 600;
/** What a derived occurrence (joined form, bare number) is worth beside one that stands in the text. */
const DERIVED = 0.7;
const THING = 2;
const AFTER = 0.8;
const END_OF_THING = /\s(?:with|in|for|w\/|and)\s|\s?[(,]|\s-\s/i;

export function occurrencesIn(document: SearchDocument, field: FieldName): Occurrence[] {
  if (field === 'title') return readTitle(document.title);
  const occurrences: Occurrence[] = [];
  const emit: Emit = (token, kind) => {
    if (occurrences.length < MOST_TOKENS) occurrences.push({ token, worth: kind === 'main' ? 1 : DERIVED });
  };
  switch (field) {
    case 'code':
      for (const code of document.codes) tokeniseCode(code, emit);
      break;
    case 'vendor':
      tokenise(document.vendor, 'kept', emit);
      break;
    case 'category':
      for (const { name } of document.crumbs) tokenise(name, 'kept', emit);
      for (const tag of document.tags) tokenise(tag, 'kept', emit);
      break;
    case 'attribute':
      for (const { text } of document.attributes) tokenise(text, 'kept', emit);
      break;
    case 'text':
      tokenise(document.text, 'kept', emit);
  }
  return occurrences;
}

function readTitle(title: string): Occurrence[] {
  const end = END_OF_THING.exec(title)?.index || title.length;
  const occurrences: { token: string; worth: number }[] = [];
  let zone = 1;
  let thing = -1;
  const emit: Emit = (token, kind) => {
    if (occurrences.length >= MOST_TOKENS) return;
    if (kind === 'main' && zone === 1 && !/^\d/.test(token)) thing = occurrences.length;
    occurrences.push({ token, worth: zone * (kind === 'main' ? 1 : DERIVED) });
  };
  tokenise(title.slice(0, end), 'kept', emit);
  if (thing >= 0) occurrences[thing]!.worth *= THING;
  zone = AFTER;
  tokenise(title.slice(end), 'kept', emit);
  for (const word of title.toLowerCase().split(/\s+/)) emitTail(word.replace(/[^a-z0-9]/g, ''), emit);
  return occurrences;
}

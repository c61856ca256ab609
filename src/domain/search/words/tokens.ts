/**
 * Text into the tokens that are indexed and asked for.
 *
 * - Folded first: compatibility forms, accents, Ω to ohm, µ to u; measures spelled one way (units.ts); then lower case.
 * - A word is stemmed; a measure also gives its bare number; joined words (usb-c, DeckOver) give their parts and their joined form.
 * - Codes (part numbers, SKUs) never pass the unit rules; they give parts, joined form and the form without leading letters.
 */
import { stem } from './stem.ts';
import { ALSO, BARE_UNITS, spellUnits } from './units.ts';

/** `main` stands in the text; `joined` and `bare` are derived from the token before it and weigh less. */
export type TokenKind = 'main' | 'joined' | 'bare';
export type Emit = (token: string, kind: TokenKind) => void;

export const LONGEST_TOKEN = 48;

const SEAM = '\u0001';
const WORD = /^\p{L}+$/u;
const PLAIN = /^[a-z]+$/;

export function isPlainWord(token: string): boolean {
  return PLAIN.test(token);
}

/** The form a plain word is indexed in; anything else stays. */
export function indexForm(token: string): string {
  return PLAIN.test(token) ? stem(token) : token;
}

/** Same letters, one spelling; case stays, because units need it. */
export function fold(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  return text
    .replace(/[½¼¾⅛⅜⅝⅞⅓⅔]/g, ' $&')
    .replace(/[″”“]/g, '"')
    .replace(/[′’‘]/g, "'")
    .normalize('NFKC')
    .replace(/[Ωω]/g, 'ohm')
    .replace(/[μµ]/g, 'u')
    .replace(/⁄/g, '/')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\p{Cc}/gu, ' ');
}

/** Tokens of running text. `asked`: words keep their typed form, for prefixes; `kept`: as indexed, with seams inside words. */
export function tokenise(text: string, mode: 'asked' | 'kept', emit: Emit): void {
  let spelled = spellUnits(fold(text));
  if (mode === 'kept') spelled = spelled.replace(/([a-z]{2})([A-Z][a-z])/g, `$1${SEAM}$2`);
  const form = mode === 'kept' ? indexForm : (token: string) => token;
  for (const chunk of spelled.toLowerCase().split(/[^\p{L}\p{N}\u0001\u0002./_+-]+/u)) {
    const word = chunk.replace(/^[./_+-]+|[./_+-]+$/g, '').slice(0, LONGEST_TOKEN);
    if (word) tokeniseChunk(word, form, emit);
  }
}

function tokeniseChunk(chunk: string, form: (token: string) => string, emit: Emit): void {
  if (WORD.test(chunk)) return emit(form(chunk), 'main');
  const [first = '', also] = chunk.split(ALSO);
  if (also !== undefined) {
    emit(first, 'main');
    return emit(also, 'bare');
  }
  const measure = /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(chunk);
  if (measure?.[1]) {
    emit(chunk, 'main');
    if (measure[2] && BARE_UNITS.has(measure[2])) emit(measure[1], 'bare');
    return;
  }
  const parts = chunk.split(/[./_+\u0001-]+/).filter(Boolean);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return emit(form(only), 'main');
  if (/^\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)+$/.test(chunk))
    return chunk.split('-').forEach((n) => emit(n, 'main'));
  for (const part of parts) emit(form(part), 'main');
  emit(parts.join(''), 'joined');
}

/** Tokens of a part number, SKU or barcode: exempt from unit rules. */
export function tokeniseCode(code: string, emit: Emit): void {
  const parts = fold(code)
    .toLowerCase()
    .slice(0, LONGEST_TOKEN)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  for (const part of parts) emit(indexForm(part), 'main');
  const joined = parts.join('');
  if (parts.length > 1) emit(joined, 'joined');
  emitTail(joined, emit);
}

/** People often leave out the maker's leading letters, where there are two or more: "120040w" finds RSM120040W. */
export function emitTail(joined: string, emit: Emit): void {
  const letters = /^[a-z]+(?=\d)/.exec(joined)?.[0].length ?? 0;
  if (letters > 1 && joined.length - letters >= 4) emit(joined.slice(letters, LONGEST_TOKEN), 'joined');
}

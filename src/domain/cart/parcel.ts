/**
 * A cart on its way to another place: the cookie's format without its limit, in a link's fragment, a QR code or a file.
 * Notes and what is saved for later follow behind a dot, where there are any.
 */
import { liveDots, MOST_LIVE_DOTS, MOST_MARKS, type CartState } from './cart.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { decodeCart, encodeCart } from './cookie-codec.ts';
import { changeCart, type ChangeOutcome, type Maker } from './change-cart.ts';
import type { Dot } from './dot.ts';
import type { Folds } from './fold.ts';
import { countedInFolds, unfold } from './known-folds.ts';
import { fromRows, isMarkRow, toMarkRow, type MarkRow } from './rows.ts';
import { viewCart, type CartLine } from './view-cart.ts';

const ROOM = 64_000;
/** Lines, and a note to each of them. */
const MOST_TEXT = 1_000_000;
const BEFORE_MARKS = '.';
/** Half of what a cart holds, so that who opens it has room for it. */
const MOST_UNFOLDED = MOST_LIVE_DOTS / 2;
export const PARCEL_FRAGMENT = 'take=';

/**
 * Text for a fragment or a file; live lines only, and nothing of an order that waits (`hidden`): it is bought already.
 * What is in `folds` goes in the dots of the devices, so that parcels made before and after a fold count once.
 */
export function packCart(
  state: CartState,
  hidden: ReadonlySet<Dot> = new Set(),
  folds: Folds = new Map(),
): string {
  const added = new Map([...state.added].filter(([dot]) => !hidden.has(dot)));
  const lines = encodeCart(unfold({ ...state, added }, folds, MOST_UNFOLDED), [], 0, [], ROOM);
  const marks = marksOf({ ...state, added });
  return marks.length === 0 ? lines : `${lines}${BEFORE_MARKS}${toBase64url(utf8(JSON.stringify(marks)))}`;
}

/** Notes of the lines that go along, and what is saved for later. */
function marksOf(state: CartState): MarkRow[] {
  const lines = new Set(viewCart(state).map(({ variant }) => `n${variant}`));
  return [...state.marks]
    .filter(([key, { value }]) => value !== '' && (key.startsWith('l') || lines.has(key)))
    .map(toMarkRow);
}

/** The rows behind the dot; undefined where they are not whole. */
function readMarks(text: string): readonly MarkRow[] | undefined {
  const bytes = fromBase64url(text);
  if (!bytes) return undefined;
  try {
    const rows = JSON.parse(fromUtf8(bytes)) as unknown;
    const isWhole = Array.isArray(rows) && rows.length <= MOST_MARKS && rows.every(isMarkRow);
    return isWhole ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** Text as its UTF-8 bytes. */
const utf8 = (text: string): Uint8Array =>
  Uint8Array.from(encodeURIComponent(text.toWellFormed()).match(/%..|./g) ?? [], (sign) =>
    sign.length === 3 ? Number.parseInt(sign.slice(1), 16) : sign.charCodeAt(0),
  );
/** Throws URIError where the bytes are no text. */
const fromUtf8 = (bytes: Uint8Array): string =>
  decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));

/** The cart in a parcel, or undefined when it is none. */
export function unpackCart(text: string): CartState | undefined {
  const [lines = '', behind] = text.trim().split(BEFORE_MARKS);
  const decoded = decodeCart(lines, ROOM);
  const marks = behind === undefined ? [] : text.length <= MOST_TEXT ? readMarks(behind) : undefined;
  return decoded.ok && marks ? { ...fromRows([], [], marks), added: new Map(decoded.cart.added) } : undefined;
}

/** Lines of a parcel of which every dot is dead here: they were removed, and come back only on the shopper's word. */
export function deadLines(own: CartState, parcel: CartState, folds: Folds = new Map()): CartLine[] {
  const counted = countedInFolds(own, folds);
  const living = new Set(
    [...liveDots(parcel)]
      .filter(([dot]) => counted.has(dot) || !own.removed.has(dot))
      .map(([, body]) => body.variant),
  );
  return viewCart(parcel).filter((line) => !living.has(line.variant));
}

/** "Add these again": fresh dots for lines that are dead here. */
export function addAgain(state: CartState, lines: readonly CartLine[], maker: Maker): ChangeOutcome {
  let current = state;
  for (const { variant, n } of lines) {
    const outcome = changeCart(current, { do: 'add', variant, n }, maker);
    if (!outcome.ok) return outcome;
    current = outcome.state;
  }
  return { ok: true, state: current };
}

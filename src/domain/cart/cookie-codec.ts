/**
 * The cart as the text of one cookie: ids and counts only, at most 3,900 bytes of name and value.
 *
 * - Layout in bits: format version 4, overflow 1, server version 32, additions 10, tombstones 10, Rice width 6;
 *   per addition, by variant: gap to the previous variant (Rice code), kind 1, quantity 5 to 26, dot 64;
 *   the tombstones, 64 each; then CRC-32 over all of it. Written in base64url, which no proxy or firewall takes offence at.
 * - Format 2 has, before the CRC-32, what is saved for later: how many 10; by variant: gap (Rice code of that many),
 *   quantity + 1, count of changes. A cart with nothing of the kind is written in format 1, which older pages read too.
 * - There is no room for times: the additions of one variant stand older to newer, and come back with the times ..., -1, 0,
 *   which lose to every known time and keep their order.
 * - 200 lines of up to 16,648 pieces each always fit. Beyond the room the newest additions stay and the overflow
 *   flag says so: what a truncated cookie does not name is unknown, never removed.
 * - decode gives a whole cart or a refusal; it never throws, whatever the bytes.
 */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { BitReader, BitWriter, OutOfBits } from './bits.ts';
import {
  liveDots,
  MOST_LIVE_DOTS,
  VARIANT_LIMIT,
  type Addition,
  type CartState,
  type Mark,
  type MarkKey,
} from './cart.ts';
import {
  quantityBits,
  readQuantity,
  readRice,
  riceWidth,
  writeQuantity,
  writeRice,
} from './cookie-numbers.ts';
import { readSaved, sizeOfSaved, toSaved, writeSaved, type Saved } from './cookie-saved.ts';
import { crc32 } from './crc32.ts';
import { dotToBytes, type Dot } from './dot.ts';
import { isNewerSet } from './view-cart.ts';

const FORMAT = 1;
const FORMAT_WITH_SAVED = 2;
/** Name and value together; Chromium silently drops 4,097. */
export const COOKIE_BYTES = 3_900;
export const CART_COOKIE = '__Host-cart';
const HEAD_BITS = 4 + 1 + 32 + 10 + 10 + 6;
const TAIL_BITS = 32;
const MOST = 1_023;

export interface CookieCart {
  readonly added: readonly (readonly [Dot, Addition])[];
  /** Tombstones the server has not acknowledged. */
  readonly removed: readonly Dot[];
  /** The last version of the server's copy this browser has seen; 0 for none. */
  readonly have: number;
  /** What is saved for later, and what no longer is where the server may not know it yet. */
  readonly saved: ReadonlyMap<MarkKey, Mark>;
  /** Not everything fitted: what is missing here is unknown, not removed. */
  readonly isTruncated: boolean;
}

export type DecodedCookie =
  | { readonly ok: true; readonly cart: CookieCart }
  | { readonly ok: false; readonly reason: 'not-ours' | 'damaged' | 'newer-format' };

/** What a cookie says besides. */
export interface CookieExtras {
  /** Marks of what is saved for later, in order of importance. */
  readonly saved?: ReadonlyMap<MarkKey, Mark>;
  /** More may belong to this cart than is known here. */
  readonly isPartial?: boolean;
}

/** The cookie of a cart. `unacknowledged` in order of importance; `spare` tombstones ride along where room is left. `bytes` of name and value. */
export function encodeCart(
  state: CartState,
  unacknowledged: readonly Dot[],
  have: number,
  spare: readonly Dot[] = [],
  bytes = COOKIE_BYTES,
  { saved = new Map(), isPartial = false }: CookieExtras = {},
): string {
  const most = (bytes - CART_COOKIE.length) * 6 - 8;
  const live = [...liveDots(state)].sort((a, b) => b[1].at - a[1].at || (a[0] < b[0] ? 1 : -1));
  const dead = unacknowledged.slice(0, MOST);
  let lines = live.slice(0, MOST_LIVE_DOTS);
  let isTruncated = isPartial || lines.length < live.length || dead.length < unacknowledged.length;
  // Lines come first, then tombstones: a lost tombstone may show a line again, a lost line is a loss.
  while (sizeOf(lines, 0) > most) {
    isTruncated = true;
    const over = sizeOf(lines, 0) - most;
    lines = lines.slice(0, -Math.max(1, Math.floor(over / 130)));
  }
  // What is saved for later comes before tombstones for the same reason.
  const leftOver = most - sizeOf(lines, 0);
  let later = [...saved].map(toSaved).slice(0, MOST);
  while (later.length > 0 && sizeOfSaved(later) > leftOver) later = later.slice(0, -1);
  if (later.length < saved.size) isTruncated = true;
  const room = Math.min(MOST, Math.floor((leftOver - sizeOfSaved(later)) / 64));
  if (dead.length > room) isTruncated = true;
  const tombstones = [...dead, ...spare].slice(0, room);
  return write(lines, tombstones, later, have, isTruncated);
}

function write(
  lines: readonly (readonly [Dot, Addition])[],
  tombstones: readonly Dot[],
  saved: readonly Saved[],
  have: number,
  isTruncated: boolean,
): string {
  const rice = riceWidth(lines.length);
  const out = new BitWriter();
  out.write(saved.length > 0 ? FORMAT_WITH_SAVED : FORMAT, 4);
  out.write(isTruncated ? 1 : 0, 1);
  out.write(have % 2 ** 32, 32);
  out.write(lines.length, 10);
  out.write(tombstones.length, 10);
  out.write(rice, 6);
  let before = 0;
  for (const [dot, { variant, n, kind }] of [...lines].sort(byVariantThenAge)) {
    writeRice(out, variant - before, rice);
    before = variant;
    out.write(kind === 'set' ? 1 : 0, 1);
    writeQuantity(out, n);
    out.writeBytes(dotToBytes(dot));
  }
  for (const dot of [...tombstones].sort()) out.writeBytes(dotToBytes(dot));
  if (saved.length > 0) writeSaved(out, saved);
  const body = out.finish();
  const whole = new Uint8Array(body.length + 4);
  whole.set(body);
  new DataView(whole.buffer).setUint32(body.length, crc32(body));
  return toBase64url(whole);
}

/** Reads a cookie's text; anything but a whole, undamaged cart is a refusal. */
export function decodeCart(text: string, bytes = COOKIE_BYTES): DecodedCookie {
  if (text.length > bytes) return { ok: false, reason: 'not-ours' };
  const whole = fromBase64url(text);
  if (!whole || whole.length < (HEAD_BITS + TAIL_BITS) / 8) return { ok: false, reason: 'not-ours' };
  const body = whole.subarray(0, whole.length - 4);
  const sum = new DataView(whole.buffer, whole.byteOffset).getUint32(body.length);
  if (crc32(body) !== sum) return { ok: false, reason: 'damaged' };
  try {
    return read(new BitReader(body));
  } catch (error) {
    if (error instanceof OutOfBits) return { ok: false, reason: 'damaged' };
    throw error;
  }
}

function read(bits: BitReader): DecodedCookie {
  const format = bits.read(4);
  if (format !== FORMAT && format !== FORMAT_WITH_SAVED) return { ok: false, reason: 'newer-format' };
  const isTruncated = bits.read(1) === 1;
  const have = bits.read(32);
  const [lineCount, deadCount, rice] = [bits.read(10), bits.read(10), bits.read(6)];
  const added: [Dot, Addition][] = [];
  let variant = 0;
  for (let i = 0; i < lineCount; i += 1) {
    variant += readRice(bits, rice);
    const kind = bits.read(1) === 1 ? 'set' : 'add';
    const n = readQuantity(bits);
    const dot = toBase64url(bits.readBytes(8));
    if (variant >= VARIANT_LIMIT || n > LARGEST_QUANTITY) return { ok: false, reason: 'damaged' };
    added.push([dot, { variant, n, kind, at: 0 }]);
  }
  const removed = Array.from({ length: deadCount }, () => toBase64url(bits.readBytes(8)));
  const saved = format === FORMAT_WITH_SAVED ? readSaved(bits) : new Map<MarkKey, Mark>();
  const isRepeated = new Set(added.map(([dot]) => dot)).size < added.length;
  if (!saved || isRepeated || bits.bitsLeft >= 8) return { ok: false, reason: 'damaged' };
  return { ok: true, cart: { added: aged(added), removed, have, saved, isTruncated } };
}

/** Older additions of one variant stand before newer ones; their order comes back as -2, -1, 0. */
function aged(added: readonly (readonly [Dot, Addition])[]): (readonly [Dot, Addition])[] {
  return added.map(([dot, addition], i) => {
    let later = 0;
    while (added[i + later + 1]?.[1].variant === addition.variant) later += 1;
    return [dot, { ...addition, at: later === 0 ? 0 : -later }];
  });
}

function byVariantThenAge(a: readonly [Dot, Addition], b: readonly [Dot, Addition]): number {
  return a[1].variant - b[1].variant || (isNewerSet(a, b) ? 1 : -1);
}

function sizeOf(lines: readonly (readonly [Dot, Addition])[], tombstones: number): number {
  const rice = riceWidth(lines.length);
  const variants = lines.map(([, addition]) => addition.variant).sort((a, b) => a - b);
  let bits = HEAD_BITS + TAIL_BITS + tombstones * 64;
  variants.forEach((variant, i) => {
    bits += Math.floor((variant - (variants[i - 1] ?? 0)) / 2 ** rice) + 1 + rice;
  });
  for (const [, { n }] of lines) bits += 1 + quantityBits(n) + 64;
  return bits;
}

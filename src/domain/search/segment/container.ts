/**
 * A segment's outer form: one ArrayBuffer of named parts, each a view on it; nothing is copied or parsed when it is opened.
 * Little-endian words: mark, version, number of parts, then (offset, length in bytes) per part, each part on an 8-byte line.
 */

const MARK = 0x31535743;
export const SEGMENT_VERSION = 2;

/** Parts in the order they lie in the buffer. */
export const PARTS = [
  'meta',
  'ids',
  'categories',
  'brands',
  'stock',
  'steps',
  'prices',
  'termBlocks',
  'terms',
  'postingBlocks',
  'postings',
  'impactBlocks',
  'impacts',
  'attributes',
] as const;
export type PartName = (typeof PARTS)[number];

/** The bytes are no segment, or one of another version: fetch or build it again. */
export class SegmentError extends Error {
  override name = 'SegmentError';
}

export function joinParts(parts: Readonly<Record<PartName, Uint8Array>>): ArrayBuffer {
  const head = 4 * (3 + PARTS.length * 2);
  let end = line(head);
  const places = PARTS.map((name) => {
    const place = { at: end, bytes: parts[name] };
    end = line(end + place.bytes.length);
    return place;
  });
  const buffer = new ArrayBuffer(end);
  const words = new Uint32Array(buffer, 0, head / 4);
  words.set([MARK, SEGMENT_VERSION, PARTS.length]);
  places.forEach(({ at, bytes }, i) => {
    words.set([at, bytes.length], 3 + i * 2);
    new Uint8Array(buffer, at, bytes.length).set(bytes);
  });
  return buffer;
}

/** The bytes of each part. Throws `SegmentError` on anything else than a whole segment of this version. */
export function splitParts(buffer: ArrayBuffer): Readonly<Record<PartName, Uint8Array>> {
  const head = 4 * (3 + PARTS.length * 2);
  if (buffer.byteLength < head) throw new SegmentError('The segment is cut short.');
  const words = new Uint32Array(buffer, 0, head / 4);
  if (words[0] !== MARK || words[1] !== SEGMENT_VERSION || words[2] !== PARTS.length)
    throw new SegmentError('These bytes are no segment of this version.');
  const parts = {} as Record<PartName, Uint8Array>;
  PARTS.forEach((name, i) => {
    const [at = 0, length = 0] = words.subarray(3 + i * 2);
    if (at % 8 !== 0 || at + length > buffer.byteLength) throw new SegmentError('The segment is cut short.');
    parts[name] = new Uint8Array(buffer, at, length);
  });
  return parts;
}

/** The next 8-byte line. */
function line(at: number): number {
  return (at + 7) & ~7;
}

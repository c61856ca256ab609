/**
 * All terms of a segment, sorted by their UTF-8 bytes and front-coded in blocks of 16.
 *
 * An entry is: length shared with the term before, length of the rest, the rest, number of products (varint),
 * length of these in the postings (varint). The first entry of a block shares nothing; per block, three tables give
 * where its entries, its postings and its impacts begin.
 */
import { ByteWriter, compareBytes, utf8 } from './bytes.ts';

/** Terms in a block. */
export const BLOCK = 16;

export interface Dictionary {
  /** Number of terms. */
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly blocks: Uint32Array;
  readonly postingBlocks: Uint32Array;
  readonly impactBlocks: Uint32Array;
}

/** Where one term's postings are. */
export interface Entry {
  /** Place of the term in the order of terms. */
  readonly index: number;
  /** Products that have it. */
  readonly count: number;
  /** Offset and end of its products in the postings. */
  readonly from: number;
  readonly to: number;
  /** Offset of its impacts, `count` of them. */
  readonly impacts: number;
}

export interface TermPostings {
  readonly term: Uint8Array;
  readonly count: number;
  /** Length of its products in the postings, in bytes. */
  readonly length: number;
}

/** Front-codes terms that come in order. */
export function writeDictionary(terms: Iterable<TermPostings>): Dictionary {
  const bytes = new ByteWriter();
  const blocks: number[] = [];
  const postingBlocks: number[] = [];
  let before: Uint8Array = new Uint8Array(0);
  const impactBlocks: number[] = [];
  let postings = 0;
  let impacts = 0;
  let size = 0;
  for (const { term, count, length } of terms) {
    let shared = 0;
    if (size % BLOCK === 0) {
      blocks.push(bytes.length);
      postingBlocks.push(postings);
      impactBlocks.push(impacts);
    } else while (shared < term.length && term[shared] === before[shared]) shared++;
    bytes.byte(shared);
    bytes.byte(term.length - shared);
    bytes.append(term.subarray(shared));
    bytes.varint(count);
    bytes.varint(length);
    postings += length;
    impacts += count;
    before = term;
    size++;
  }
  return {
    size,
    bytes: bytes.done(),
    blocks: Uint32Array.from(blocks),
    postingBlocks: Uint32Array.from(postingBlocks),
    impactBlocks: Uint32Array.from(impactBlocks),
  };
}

/** Walks terms in order; after each `next()` its fields tell of the current term. */
export class Cursor {
  readonly dictionary: Dictionary;
  /** The current term's bytes are the first `length` of these. */
  readonly term = new Uint8Array(256);
  length = 0;
  /** How many bytes the current term shares with the one before. */
  shared = 0;
  index: number;
  count = 0;
  from = 0;
  to = 0;
  impacts = 0;
  #at: number;

  /** Stands before the first term of `block`. */
  constructor(dictionary: Dictionary, block = 0) {
    this.dictionary = dictionary;
    this.index = block * BLOCK - 1;
    this.#at = dictionary.blocks[block] ?? dictionary.bytes.length;
    this.to = dictionary.postingBlocks[block] ?? 0;
    this.impacts = dictionary.impactBlocks[block] ?? 0;
  }

  next(): boolean {
    const { bytes, size } = this.dictionary;
    if (this.index + 1 >= size) return false;
    this.index++;
    let at = this.#at;
    const shared = bytes[at++]!;
    const rest = bytes[at++]!;
    for (let i = 0; i < rest; i++) this.term[shared + i] = bytes[at++]!;
    this.shared = shared;
    this.length = shared + rest;
    this.#at = at;
    this.impacts += this.count;
    this.count = this.#varint();
    this.from = this.to;
    this.to = this.from + this.#varint();
    return true;
  }

  /** Goes to the first term not below `wanted`; false when there is none. */
  seek(wanted: Uint8Array): boolean {
    while (this.next()) if (compareBytes(this.term, this.length, wanted, wanted.length) >= 0) return true;
    return false;
  }

  entry(): Entry {
    const { index, count, from, to, impacts } = this;
    return { index, count, from, to, impacts };
  }

  text(): string {
    return utf8.read.decode(this.term.subarray(0, this.length));
  }

  startsWith(prefix: Uint8Array): boolean {
    if (this.length < prefix.length) return false;
    for (let i = 0; i < prefix.length; i++) if (this.term[i] !== prefix[i]) return false;
    return true;
  }

  #varint(): number {
    const { bytes } = this.dictionary;
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[this.#at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  }
}

/** A cursor on the first term not below `wanted`, or undefined at the end. */
export function seek(dictionary: Dictionary, wanted: Uint8Array): Cursor | undefined {
  const { blocks, bytes } = dictionary;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = blocks[middle]!;
    const first = bytes.subarray(at + 2, at + 2 + bytes[at + 1]!);
    if (compareBytes(first, first.length, wanted, wanted.length) <= 0) low = middle + 1;
    else high = middle;
  }
  const cursor = new Cursor(dictionary, Math.max(low - 1, 0));
  return cursor.seek(wanted) ? cursor : undefined;
}

export function find(dictionary: Dictionary, term: string): Entry | undefined {
  const wanted = utf8.write.encode(term);
  const cursor = seek(dictionary, wanted);
  return cursor && cursor.length === wanted.length && cursor.startsWith(wanted) ? cursor.entry() : undefined;
}

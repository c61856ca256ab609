/**
 * Attributes as sparse columns: which products state it, and a code into the sorted list of its values.
 * One column holds the numbers of one key and unit, or the words of one key.
 *
 * A column's bytes: per entry the distance to the product before (varint; 0: the same product once more),
 * per entry its code (varint), for spans per entry the code of the upper end plus one (varint, 0: none),
 * then the values: 32-bit floats, or length (varint) and UTF-8 bytes.
 */
import type { Attribute } from '#domain/catalog/product.ts';
import { ByteReader, ByteWriter, utf8 } from './bytes.ts';

/** What a segment says of a column without reading it. */
export interface ColumnHead {
  readonly key: string;
  readonly label: string;
  /** SI symbol of a numeric column; absent for words. */
  readonly unit?: string;
  readonly entries: number;
  /** Distinct values. */
  readonly values: number;
  readonly hasUppers: boolean;
  readonly at: number;
}

export interface Column {
  readonly head: ColumnHead;
  /** Rising; a product that states several values comes several times. */
  readonly docs: Uint32Array;
  readonly codes: Uint32Array;
  /** Code of the upper end of a span; equal to the lower where there is none. */
  readonly uppers: Uint32Array;
  /** Numbers rising, as stored in 32 bits; empty for words. */
  readonly numbers: Float32Array;
  /** How many products state each value, over the whole segment. */
  readonly totals: Uint32Array;
  /** Words in the order of their code units; empty for numbers. */
  readonly words: readonly string[];
}

const LONGEST_WORDS = 120;

interface Draft {
  readonly key: string;
  label: string;
  readonly unit?: string;
  readonly docs: number[];
  readonly values: (number | string)[];
  readonly uppers: (number | undefined)[];
}

/** Gathers the attributes of documents added in order. */
export class ColumnsWriter {
  readonly #drafts = new Map<string, Draft>();

  add(doc: number, attributes: readonly Attribute[]): void {
    for (const attribute of attributes) {
      const number = numberOf(attribute);
      const words = attribute.text.trim().slice(0, LONGEST_WORDS);
      if (number === undefined && words === '') continue;
      const draft = this.#draft(attribute, number !== undefined);
      const upper = number === undefined ? undefined : upperOf(attribute, number);
      if (widensStated(draft, doc, number ?? words, upper)) continue;
      draft.docs.push(doc);
      draft.values.push(number ?? words);
      draft.uppers.push(upper);
    }
  }

  done(): { heads: ColumnHead[]; bytes: Uint8Array } {
    const bytes = new ByteWriter();
    const drafts = [...this.#drafts].sort(([a], [b]) => (a < b ? -1 : 1));
    return { heads: drafts.map(([, draft]) => writeColumn(draft, bytes)), bytes: bytes.done() };
  }

  #draft({ key, label, unit = '' }: Attribute, isNumber: boolean): Draft {
    const id = isNumber ? `${key}\u0000n${unit}` : `${key}\u0000w`;
    let draft = this.#drafts.get(id);
    if (!draft) {
      draft = { key, label, ...(isNumber && { unit }), docs: [], values: [], uppers: [] };
      this.#drafts.set(id, draft);
    }
    if (label < draft.label) draft.label = label;
    return draft;
  }
}

/** A product states a value once; of two spans that begin alike the longer stays. */
function widensStated(
  { docs, values, uppers }: Draft,
  doc: number,
  value: number | string,
  upper: number | undefined,
): boolean {
  for (let i = docs.length - 1; i >= 0 && docs[i] === doc; i--) {
    if (values[i] !== value) continue;
    if (upper !== undefined && upper > (uppers[i] ?? -Infinity)) uppers[i] = upper;
    return true;
  }
  return false;
}

function numberOf({ value }: Attribute): number | undefined {
  if (value === undefined) return undefined;
  const kept = Math.fround(value);
  return Number.isFinite(kept) ? kept + 0 : undefined;
}

function upperOf({ upper }: Attribute, lower: number): number | undefined {
  const kept = upper === undefined ? lower : Math.fround(upper);
  return kept > lower && Number.isFinite(kept) ? kept : undefined;
}

function writeColumn(draft: Draft, out: ByteWriter): ColumnHead {
  const { key, label, unit, docs } = draft;
  const at = out.length;
  const uppers = draft.uppers.filter((upper) => upper !== undefined);
  const distinct = new Set<number | string>([...draft.values, ...uppers]);
  const values = [...distinct].sort((a, b) => (a < b ? -1 : 1));
  const codes = new Map(values.map((value, code) => [value, code]));
  docs.forEach((doc, i) => out.varint(doc - (docs[i - 1] ?? 0)));
  for (const value of draft.values) out.varint(codes.get(value)!);
  if (uppers.length > 0)
    for (const upper of draft.uppers) out.varint(upper === undefined ? 0 : codes.get(upper)! + 1);
  for (const value of values) {
    if (typeof value === 'number') out.append(new Uint8Array(Float32Array.of(value).buffer));
    else {
      const bytes = utf8.write.encode(value);
      out.varint(bytes.length);
      out.append(bytes);
    }
  }
  const head = { key, label, entries: docs.length, values: values.length, hasUppers: uppers.length > 0, at };
  return unit === undefined ? head : { ...head, unit };
}

/** Reads a column's entries; its words are read when first asked for. */
export function readColumn(head: ColumnHead, bytes: Uint8Array): Column {
  const reader = new ByteReader(bytes, head.at);
  const docs = new Uint32Array(head.entries);
  reader.fill(docs);
  for (let i = 1; i < docs.length; i++) docs[i]! += docs[i - 1]!;
  const codes = new Uint32Array(head.entries);
  reader.fill(codes);
  let uppers = codes;
  if (head.hasUppers) {
    uppers = new Uint32Array(head.entries);
    reader.fill(uppers);
    for (let i = 0; i < uppers.length; i++) uppers[i] = uppers[i] === 0 ? codes[i]! : uppers[i]! - 1;
  }
  const isNumeric = head.unit !== undefined;
  const end = reader.at + head.values * 4;
  const numbers = isNumeric ? new Float32Array(bytes.slice(reader.at, end).buffer) : new Float32Array();
  let words: string[] | undefined = isNumeric ? [] : undefined;
  let totals: Uint32Array | undefined;
  return {
    head,
    docs,
    codes,
    uppers,
    numbers,
    get totals() {
      return (totals ??= tally(codes, head.values));
    },
    get words() {
      return (words ??= readWords(reader, head.values));
    },
  };
}

function tally(codes: Uint32Array, size: number): Uint32Array {
  const tallies = new Uint32Array(size);
  for (let i = 0; i < codes.length; i++) tallies[codes[i]!]!++;
  return tallies;
}

/** Only the products of a column, for looking over all columns. */
export function readColumnDocs(head: ColumnHead, bytes: Uint8Array, docs: Uint32Array): void {
  const entries = docs.subarray(0, head.entries);
  new ByteReader(bytes, head.at).fill(entries);
  for (let i = 1; i < entries.length; i++) entries[i]! += entries[i - 1]!;
}

function readWords(reader: ByteReader, count: number): string[] {
  const words: string[] = [];
  for (let i = 0; i < count; i++) {
    const length = reader.varint();
    words.push(utf8.read.decode(reader.bytes.subarray(reader.at, reader.at + length)));
    reader.at += length;
  }
  return words;
}

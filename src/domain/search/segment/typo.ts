/**
 * Terms within an edit distance (insert, delete, replace, swap of neighbours) of a word: one walk over the sorted,
 * front-coded dictionary.
 *
 * - The table of distances is shared: a term that shares n letters with the one before starts at row n.
 * - Once a row is hopeless, terms with that beginning are passed over, whole blocks of them at a time.
 */
import { utf8 } from './bytes.ts';
import { BLOCK, type Dictionary } from './dictionary.ts';

export interface NearTerm {
  readonly text: string;
  readonly distance: number;
}

const LONGEST = 257;

/**
 * Every term of the dictionary at most `within` edits from `word`, in the dictionary's order;
 * with `sameStart` only those that begin with the word's first byte.
 */
export function nearTerms(
  dictionary: Dictionary,
  word: string,
  within: number,
  sameStart = false,
): NearTerm[] {
  const bytes = utf8.write.encode(word);
  const walk = new Walk(dictionary, bytes, within, sameStart);
  const { blocks } = dictionary;
  const from = sameStart ? blockBefore(dictionary, bytes[0] ?? 0) : 0;
  const to = sameStart ? blockBefore(dictionary, (bytes[0] ?? 0) + 1) + 1 : blocks.length;
  for (let block = from; block < Math.min(to, blocks.length); block++) {
    const isPassed = walk.isHopelessAt(block) && block + 1 < blocks.length && walk.isHopelessAt(block + 1);
    if (!isPassed) walk.readBlock(block);
  }
  return walk.found;
}

/** The last block whose first term begins below `byte`. */
function blockBefore({ blocks, bytes }: Dictionary, byte: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bytes[blocks[middle]! + 2]! < byte) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

class Walk {
  readonly found: NearTerm[] = [];
  readonly #dictionary: Dictionary;
  readonly #word: Uint8Array;
  readonly #within: number;
  readonly #sameStart: boolean;
  readonly #width: number;
  /** Row r holds the distances between the first r letters and each beginning of the word. */
  readonly #table: Uint8Array;
  readonly #letters = new Uint8Array(LONGEST);
  /** Letters, and rows after the first, that hold. */
  #rows = 0;
  /** No term with the first `#hopeless` letters can be near; 0: none known. */
  #hopeless = 0;

  constructor(dictionary: Dictionary, word: Uint8Array, within: number, sameStart: boolean) {
    this.#sameStart = sameStart;
    this.#dictionary = dictionary;
    this.#word = word;
    this.#within = within;
    this.#width = word.length + 1;
    this.#table = new Uint8Array((LONGEST + 1) * this.#width);
    for (let column = 0; column < this.#width; column++) this.#table[column] = column;
  }

  /** Whether the block's first term begins with the letters known to be hopeless. */
  isHopelessAt(block: number): boolean {
    if (this.#hopeless === 0) return false;
    return this.#sharedWith(this.#dictionary.blocks[block]!) >= this.#hopeless;
  }

  readBlock(block: number): void {
    const { blocks, bytes, size } = this.#dictionary;
    let at = blocks[block]!;
    const terms = Math.min(BLOCK, size - block * BLOCK);
    for (let i = 0; i < terms; i++) {
      const shared = i === 0 ? this.#sharedWith(at) : bytes[at]!;
      const from = bytes[at]!;
      const length = from + bytes[at + 1]!;
      if (this.#hopeless === 0 || shared < this.#hopeless) this.#readTerm(at + 2 - from, shared, length);
      at += 2 + length - from;
      while (bytes[at++]! > 127);
      while (bytes[at++]! > 127);
    }
  }

  /** Letters that the whole term at `at` shares with the letters that hold. */
  #sharedWith(at: number): number {
    const { bytes } = this.#dictionary;
    const most = Math.min(bytes[at + 1]!, this.#rows);
    let shared = 0;
    while (shared < most && bytes[at + 2 + shared] === this.#letters[shared]) shared++;
    return shared;
  }

  /** `start` is where the term's first letter would lie, were its shared letters written out. */
  #readTerm(start: number, shared: number, length: number): void {
    const { bytes } = this.#dictionary;
    this.#hopeless = 0;
    this.#rows = shared;
    while (this.#rows < length) {
      this.#letters[this.#rows] = bytes[start + this.#rows]!;
      this.#rows++;
      if (this.#fillRow(this.#rows)) {
        this.#hopeless = this.#rows;
        return;
      }
    }
    const distance = this.#table[length * this.#width + this.#width - 1]!;
    if (distance <= this.#within)
      this.found.push({ text: utf8.read.decode(this.#letters.subarray(0, length)), distance });
  }

  /** Fills row `row`; true when no continuation can come near. */
  #fillRow(row: number): boolean {
    const table = this.#table;
    const word = this.#word;
    const letter = this.#letters[row - 1]!;
    const before = row > 1 ? this.#letters[row - 2]! : -1;
    if (row === 1 && this.#sameStart && letter !== word[0]) return true;
    const now = row * this.#width;
    const last = now - this.#width;
    table[now] = row;
    let least = row;
    let leastBefore = table[last]!;
    for (let column = 1; column < this.#width; column++) {
      const wanted = word[column - 1]!;
      const above = table[last + column]!;
      let distance = table[last + column - 1]! + (wanted === letter ? 0 : 1);
      if (above + 1 < distance) distance = above + 1;
      const left = table[now + column - 1]! + 1;
      if (left < distance) distance = left;
      if (column > 1 && letter === word[column - 2] && wanted === before) {
        const swapped = table[last - this.#width + column - 2]! + 1;
        if (swapped < distance) distance = swapped;
      }
      table[now + column] = distance;
      if (distance < least) least = distance;
      if (above < leastBefore) leastBefore = above;
    }
    // A swap reaches back two rows, so the row before must be spent as well.
    return least > this.#within && leastBefore >= this.#within;
  }
}

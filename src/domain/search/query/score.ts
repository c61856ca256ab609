/**
 * Scores: for each product the sum over the words of rarity x best(weight x impact), times a factor for how many of
 * the words it has. Word by word over the postings of each segment.
 */
import { hasBit } from '../segment/bits.ts';
import { IMPACT_LEVELS } from '../segment/weights.ts';
import type { Entry } from '../segment/dictionary.ts';
import type { Collection, Part } from './collection.ts';
import type { Question, Word } from './question.ts';

/** The products of one segment that have at least one word. */
export interface Scored {
  /** How many there are; the first so many of `docs`. */
  readonly size: number;
  readonly docs: Uint32Array;
  /** By product: its score before coverage, and how many words it has (0 for others). */
  readonly scores: Float32Array;
  readonly words: Uint8Array;
  /** Gives the room back for the next question; nothing of this may be read afterwards. */
  release(): void;
}

/** Room for scoring, a few bytes per product: cleared and used again, because making it anew keeps the collector busy. */
const idle = new WeakMap<Part, Scoring[]>();

/** Power of the share of words a product has. */
export const COVERAGE_POWER = 2;
const RARITY_POWER = 1;

/** What finding the word says: high for rare words. By the most frequent of its terms. */
export function rarityOf(word: Word, size: number): number {
  const count = Math.min(
    size,
    word.taken.reduce((most, { term }) => Math.max(most, term.count), 0),
  );
  return Math.log(1 + (size - count + 0.5) / (count + 0.5)) ** RARITY_POWER;
}

/** The factor for having `words` of the question's `of` known words. */
export function coverageOf(words: number, of: number): number {
  return of === 0 ? 1 : (words / of) ** COVERAGE_POWER;
}

/** Words that stand for anything at all; the others say nothing of any product. */
export function knownWords(question: Question): readonly Word[] {
  return question.words.filter((word) => word.taken.length > 0);
}

export function scorePart(collection: Collection, place: number, words: readonly Word[]): Scored {
  const part = collection.parts[place]!;
  const work = idle.get(part)?.pop() ?? new Scoring(part);
  for (const word of words) {
    const rarity = rarityOf(word, collection.size);
    work.nextWord();
    for (const { term, weight } of word.taken) {
      const entry = term.entries[place];
      if (entry) work.addTerm(entry, (weight * rarity) / IMPACT_LEVELS);
    }
  }
  return work.done();
}

class Scoring {
  readonly #part: Part;
  readonly #docs: Uint32Array;
  readonly #scores: Float32Array;
  readonly #words: Uint8Array;
  /** By product: the last word it was scored for, and by how much. */
  readonly #lastWord: Uint8Array;
  readonly #lastScore: Float32Array;
  #size = 0;
  #word = 0;

  constructor(part: Part) {
    const { size } = part.segment;
    this.#part = part;
    this.#docs = new Uint32Array(size);
    this.#scores = new Float32Array(size);
    this.#words = new Uint8Array(size);
    this.#lastWord = new Uint8Array(size);
    this.#lastScore = new Float32Array(size);
  }

  nextWord(): void {
    this.#word++;
  }

  addTerm(entry: Entry, factor: number): void {
    const { live, isWhole, segment } = this.#part;
    const { docs: bytes, impacts } = segment.postings;
    let at = entry.from;
    let impactAt = entry.impacts;
    let doc = -1;
    for (let left = entry.count; left > 0; left--) {
      let byte = bytes[at++]!;
      let step = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        step |= (byte & 127) << shift;
      }
      doc += step + 1;
      const impact = impacts[impactAt++]!;
      if (isWhole || hasBit(live, doc)) this.#addProduct(doc, factor * impact);
    }
  }

  /** The best term of a word counts, not their sum. */
  #addProduct(doc: number, score: number): void {
    if (this.#lastWord[doc] === this.#word) {
      const before = this.#lastScore[doc]!;
      if (score > before) {
        this.#scores[doc]! += score - before;
        this.#lastScore[doc] = score;
      }
      return;
    }
    if (this.#words[doc] === 0) this.#docs[this.#size++] = doc;
    this.#lastWord[doc] = this.#word;
    this.#lastScore[doc] = score;
    this.#words[doc]!++;
    this.#scores[doc]! += score;
  }

  done(): Scored {
    return {
      size: this.#size,
      docs: this.#docs,
      scores: this.#scores,
      words: this.#words,
      release: () => this.#release(),
    };
  }

  #release(): void {
    for (let i = 0; i < this.#size; i++) {
      const doc = this.#docs[i]!;
      this.#scores[doc] = 0;
      this.#words[doc] = 0;
      this.#lastWord[doc] = 0;
    }
    this.#size = 0;
    this.#word = 0;
    const others = idle.get(this.#part) ?? [];
    idle.set(this.#part, others);
    others.push(this);
  }
}

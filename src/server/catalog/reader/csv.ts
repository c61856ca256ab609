/**
 * Delimited text to rows, streaming, each with the line it begins on (RFC 4180, quotes doubled inside quotes).
 * A broken row never takes others with it: after a quote that closes in the wrong place or never, reading goes on
 * with the next line of the file, and the row is handed out as a fault.
 */

export interface CsvRow {
  /** Line of the file it begins on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvFault {
  readonly line: number;
  /** Number of the cell, from 0. */
  readonly cell: number;
  readonly reason: string;
}

export type CsvRecord = CsvRow | CsvFault;

const LONGEST_RECORD = 1_000_000;

type Scan =
  | { readonly kind: 'row'; readonly cells: string[]; readonly end: number }
  | { readonly kind: 'fault'; readonly cell: number; readonly reason: string; readonly end: number }
  | { readonly kind: 'open'; readonly cell: number };

/** The records of a text; empty lines are passed over. */
export async function* csvRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  newline: '\n' | '\r' = '\n',
): AsyncGenerator<CsvRecord> {
  const scanner = new Scanner(delimiter, newline);
  for await (const chunk of text) yield* scanner.read(chunk, false);
  yield* scanner.read('', true);
}

class Scanner {
  readonly #delimiter: string;
  readonly #newline: string;
  #text = '';
  #line = 1;

  constructor(delimiter: string, newline: string) {
    this.#delimiter = delimiter;
    this.#newline = newline;
  }

  *read(chunk: string, isLast: boolean): Generator<CsvRecord> {
    this.#text += chunk;
    let at = 0;
    while (at < this.#text.length) {
      const scan = this.#scan(at, isLast);
      if (scan.kind === 'open') {
        const isStuck = isLast || this.#text.length - at > LONGEST_RECORD;
        if (!isStuck) break;
        const end = this.#nextLine(at);
        yield { line: this.#line, cell: scan.cell, reason: 'A quote is opened and never closed' };
        at = this.#advance(at, end);
        continue;
      }
      if (scan.kind === 'fault') {
        const isWhole = this.#text.includes(this.#newline, at) || this.#text.length - at > LONGEST_RECORD;
        if (!isWhole && !isLast) break;
        yield { line: this.#line, cell: scan.cell, reason: scan.reason };
        at = this.#advance(at, this.#nextLine(at));
        continue;
      }
      if (scan.cells.length > 1 || scan.cells[0] !== '') yield { line: this.#line, cells: scan.cells };
      at = this.#advance(at, scan.end);
    }
    this.#text = this.#text.slice(at);
  }

  #advance(from: number, to: number): number {
    for (let at = this.#text.indexOf(this.#newline, from); at >= 0 && at < to;) {
      this.#line += 1;
      at = this.#text.indexOf(this.#newline, at + 1);
    }
    return to;
  }

  #nextLine(from: number): number {
    const end = this.#text.indexOf(this.#newline, from);
    return end < 0 ? this.#text.length : end + 1;
  }

  /** One record from `from`: quickly by splitting where no quote is near, else cell by cell. */
  #scan(from: number, isLast: boolean): Scan {
    const newline = this.#text.indexOf(this.#newline, from);
    if (newline < 0 && !isLast) return { kind: 'open', cell: 0 };
    const end = newline < 0 ? this.#text.length : newline;
    const line = this.#text.slice(from, withoutReturn(this.#text, from, end));
    if (!line.includes('"')) return { kind: 'row', cells: line.split(this.#delimiter), end: end + 1 };
    return this.#scanCells(from, isLast);
  }

  #scanCells(from: number, isLast: boolean): Scan {
    const text = this.#text;
    const cells: string[] = [];
    for (let at = from; ;) {
      if (text[at] !== '"') {
        const comma = text.indexOf(this.#delimiter, at);
        const newline = text.indexOf(this.#newline, at);
        if (comma >= 0 && (newline < 0 || comma < newline)) {
          cells.push(text.slice(at, comma));
          at = comma + 1;
          continue;
        }
        if (newline < 0 && !isLast) return { kind: 'open', cell: cells.length };
        const end = newline < 0 ? text.length : newline;
        cells.push(text.slice(at, withoutReturn(text, at, end)));
        return { kind: 'row', cells, end: end + 1 };
      }
      const close = closingQuote(text, at + 1);
      if (close < 0 || (close + 1 >= text.length && !isLast)) return { kind: 'open', cell: cells.length };
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
      const after = close + 1;
      if (after >= text.length) return { kind: 'row', cells, end: after };
      if (text[after] === this.#delimiter) {
        at = after + 1;
        continue;
      }
      if (text[after] === this.#newline) return { kind: 'row', cells, end: after + 1 };
      if (text[after] === '\r') {
        if (after + 1 >= text.length && !isLast) return { kind: 'open', cell: cells.length };
        if (after + 1 >= text.length || text[after + 1] === this.#newline)
          return { kind: 'row', cells, end: after + 2 };
      }
      const reason = `A quote is closed and followed by ${JSON.stringify(text[after])}`;
      return { kind: 'fault', cell: cells.length - 1, reason, end: after };
    }
  }
}

/** Where the quoted cell that begins at `from` ends: the first quote that is not doubled; -1 when it is not here yet. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

function withoutReturn(text: string, from: number, end: number): number {
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

/**
 * A parts list as people have it: lines of "SKU quantity" in either order, or a table (CSV, tabs) whose columns are
 * found by name or chosen. Nothing is guessed about which part is meant: that is for matching.
 */
import { readRows, SEPARATORS, type TableRow } from './csv.ts';

export interface WantedPart {
  /** Line of the text, from 1. */
  readonly at: number;
  /** As written. */
  readonly part: string;
  readonly n: number;
  readonly note: string;
  /** What the list says the part measures ("4.7 µF"); '' for nothing. */
  readonly value: string;
}

export interface PartsTable {
  /** The names of the columns; their first cells where the table has no line of names. */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** Lines beyond the most that are read. */
  readonly left: number;
}

/** Which column is what; -1 for none. */
export interface ColumnChoice {
  readonly part: number;
  readonly quantity: number;
  readonly note: number;
  readonly value: number;
}

/** As many lines as a cart can hold. */
export const MOST_LINES = 500;
/** Beyond these a text is no list of parts, and reading it would hold up the page. */
const MOST_SIGNS = 2_000_000;
const MOST_TEXT_LINES = 10_000;
/** A longer line is no "SKU quantity". */
const LONGEST_LINE = 300;
const PART =
  /^(sku|part ?(no|number|#)?|mpn|manufacturer part( number)?|mfr\.? ?part.*|item|article|lcsc.*|order code)$/i;
const QUANTITY = /^(qty|quantity|count|pieces|pcs|amount|n)$/i;
const VALUE = /^(value|val|rating|capacitance|resistance|inductance|impedance)$/i;
const NOTE = /^(note|notes|reference|references|ref|refs|designator|designators|refdes|comment)$/i;

/** Why a text is not read at all, in a sentence; undefined where it is. */
export function tooLarge(signs: number, text = ''): string | undefined {
  if (signs > MOST_SIGNS)
    return 'This list is larger than 2 MB. Split it, or keep only the columns that matter.';
  const lines = text.match(/\n/g)?.length ?? 0;
  return lines > MOST_TEXT_LINES
    ? 'This list has more than 10,000 lines. Split it into smaller ones.'
    : undefined;
}

/**
 * The table in a text: by a header that names a part column, else by lines of three columns and more, whose meaning the
 * shopper then chooses. Undefined where it is plain lines.
 */
export function readTable(text: string): PartsTable | undefined {
  const plain = text.replace(/^\uFEFF/, '');
  const named = SEPARATORS.find((sign) => readRows(plain, sign, 1)[0]?.cells.some((cell) => PART.test(cell)));
  const separator = named ?? SEPARATORS.find((sign) => isEven(readRows(plain, sign, 5)));
  if (!separator) return undefined;
  const rows = readRows(plain, separator);
  if (rows.length < 2) return undefined;
  const hasNames = named !== undefined || !rows[0]!.cells.some((cell) => quantityOf(cell) !== undefined);
  const body = hasNames ? rows.slice(1) : rows;
  return {
    header: rows[0]!.cells,
    rows: body.slice(0, MOST_LINES),
    left: Math.max(0, body.length - MOST_LINES),
  };
}

/** Two lines or more of one width, and wider than "SKU, quantity". */
function isEven(rows: readonly TableRow[]): boolean {
  const width = rows[0]?.cells.length ?? 0;
  return rows.length > 1 && width > 2 && rows.every((row) => row.cells.length === width);
}

/** The columns by their names. */
export function chooseColumns(header: readonly string[]): ColumnChoice {
  const find = (pattern: RegExp): number => header.findIndex((name) => pattern.test(name));
  return { part: find(PART), quantity: find(QUANTITY), note: find(NOTE), value: find(VALUE) };
}

export function wantedOfTable(table: PartsTable, columns: ColumnChoice): WantedPart[] {
  const cell = (row: readonly string[], column: number): string => unguarded(row[column]?.trim() ?? '');
  return table.rows.flatMap(({ at, cells }) => {
    const part = cell(cells, columns.part);
    if (part === '') return [];
    const n = columns.quantity < 0 ? 1 : (quantityOf(cells[columns.quantity] ?? '') ?? 0);
    return [{ at, part, n, note: cell(cells, columns.note), value: cell(cells, columns.value) }];
  });
}

/** Plain lines: "NA-165P8 4", "4 x NA-165P8", "NA-165P8, 4" or a number alone (one piece). */
export function wantedOfLines(text: string): WantedPart[] {
  return filledLines(text)
    .slice(0, MOST_LINES)
    .map(({ at, line }) => ({ at, ...partAndQuantity(line), note: '', value: '' }));
}

/** Plain lines beyond the most that are read. */
export function linesLeft(text: string): number {
  return Math.max(0, filledLines(text).length - MOST_LINES);
}

function filledLines(text: string): { at: number; line: string }[] {
  return text
    .split(/\r\n?|\n/)
    .flatMap((line, i) => (line.trim() === '' ? [] : [{ at: i + 1, line: line.trim() }]));
}

function partAndQuantity(line: string): Pick<WantedPart, 'part' | 'n'> {
  if (line.length > LONGEST_LINE) return { part: line, n: 1 };
  const ahead = /^(\d{1,7})\s*[x×*]\s+(.+)$/i.exec(line) ?? /^(\d{1,7})[,;|\t]\s*(.+)$/.exec(line);
  if (ahead) return { part: ahead[2]!.trim(), n: Number(ahead[1]) };
  const behind = /^(.+?)(?:\s*[,;|\t]\s*|\s+[x×*]?\s*)(\d{1,7})$/i.exec(line);
  return behind ? { part: behind[1]!.trim(), n: Number(behind[2]) } : { part: line, n: 1 };
}

function quantityOf(text: string): number | undefined {
  const digits = text.replace(/[\s,.'](?=\d{3}(\D|$))/g, '').trim();
  return /^\d{1,7}$/.test(digits) ? Number(digits) : undefined;
}

/** A cell that our own export guarded against being read as a formula. */
function unguarded(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

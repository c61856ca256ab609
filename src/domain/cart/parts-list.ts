/**
 * A parts list as people have it: lines of "SKU quantity" in either order, or a table (CSV, tabs) whose columns are
 * found by name or chosen. Nothing is guessed about which part is meant: that is for matching.
 */

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
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Which column is what; -1 for none. */
export interface ColumnChoice {
  readonly part: number;
  readonly quantity: number;
  readonly note: number;
  readonly value: number;
}

const MOST_LINES = 500;
const PART =
  /^(sku|part ?(no|number|#)?|mpn|manufacturer part( number)?|mfr\.? ?part.*|item|article|lcsc.*|order code)$/i;
const QUANTITY = /^(qty|quantity|count|pieces|pcs|amount|n)$/i;
const VALUE = /^(value|val|rating|capacitance|resistance|inductance|impedance)$/i;
const NOTE = /^(note|notes|reference|references|ref|refs|designator|designators|refdes|comment)$/i;

/** The table in a text with a header that names a part column; undefined where it is plain lines. */
export function readTable(text: string): PartsTable | undefined {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  const first = lines[0];
  if (first === undefined) return undefined;
  const separator = [',', ';', '\t'].find((sign) =>
    cellsOf(first, sign).some((cell) => PART.test(cell.trim())),
  );
  if (!separator || lines.length < 2) return undefined;
  const [header, ...rows] = lines
    .slice(0, MOST_LINES + 1)
    .map((line) => cellsOf(line, separator).map((cell) => cell.trim()));
  return { header: header!, rows };
}

/** The columns by their names. */
export function chooseColumns(header: readonly string[]): ColumnChoice {
  const find = (pattern: RegExp): number => header.findIndex((name) => pattern.test(name));
  return { part: find(PART), quantity: find(QUANTITY), note: find(NOTE), value: find(VALUE) };
}

export function wantedOfTable(table: PartsTable, columns: ColumnChoice): WantedPart[] {
  const cell = (row: readonly string[], column: number): string => unguarded(row[column]?.trim() ?? '');
  return table.rows.flatMap((row, i) => {
    const part = cell(row, columns.part);
    if (part === '') return [];
    const n = columns.quantity < 0 ? 1 : (quantityOf(row[columns.quantity] ?? '') ?? 0);
    return [{ at: i + 2, part, n, note: cell(row, columns.note), value: cell(row, columns.value) }];
  });
}

/** Plain lines: "NA-165P8 4", "4 x NA-165P8", "NA-165P8, 4" or a number alone (one piece). */
export function wantedOfLines(text: string): WantedPart[] {
  return text
    .split(/\r\n?|\n/)
    .slice(0, MOST_LINES)
    .flatMap((line, i) => {
      const plain = line.trim();
      if (plain === '') return [];
      const ahead = /^(\d{1,7})\s*[x×*]\s+(.+)$/i.exec(plain) ?? /^(\d{1,7})[,;\t]\s*(.+)$/.exec(plain);
      if (ahead) return [{ at: i + 1, part: ahead[2]!.trim(), n: Number(ahead[1]), note: '', value: '' }];
      const behind = /^(.+?)(?:\s*[,;\t]\s*|\s+[x×*]?\s*)(\d{1,7})$/i.exec(plain);
      if (behind) return [{ at: i + 1, part: behind[1]!.trim(), n: Number(behind[2]), note: '', value: '' }];
      return [{ at: i + 1, part: plain, n: 1, note: '', value: '' }];
    });
}

/** The cells of one line; quotes as RFC 4180 has them. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const sign = line[i]!;
    if (sign === '"') {
      if (isQuoted && line[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = !isQuoted;
    } else if (sign === separator && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

function quantityOf(text: string): number | undefined {
  const digits = text.replace(/[\s,.'](?=\d{3}(\D|$))/g, '').trim();
  return /^\d{1,7}$/.test(digits) ? Number(digits) : undefined;
}

/** A cell that our own export guarded against being read as a formula. */
function unguarded(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

export interface ExportLine {
  readonly sku: string;
  readonly partNumber: string;
  readonly title: string;
  readonly n: number;
  /** As written for people and spreadsheets: "48.20". */
  readonly unitPrice: string;
  readonly note: string;
}

/** The cart as CSV that reads back as a parts list. What a spreadsheet would take for a formula is guarded. */
export function toPartsCsv(lines: readonly ExportLine[]): string {
  const guarded = (text: string): string => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = lines.map((line) =>
    [
      guarded(line.sku || line.partNumber),
      String(line.n),
      guarded(line.title),
      line.unitPrice,
      guarded(line.note),
    ].join(','),
  );
  return ['SKU,Quantity,Title,Unit price,Note', ...rows, ''].join('\r\n');
}

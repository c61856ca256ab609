/** A delimited file as a table with named columns: delimiter found, header read, rows by name and never by position. */
import type { Refusal } from '../import/import-product.ts';
import { csvRecords, type CsvRecord } from './csv.ts';
import { UnreadableFile } from './unreadable.ts';

export interface TableRow {
  readonly line: number;
  /** Text of a column, trimmed; "" where the row has no such cell or the table no such column. */
  get(column: string): string;
}

export interface Table {
  /** Column names as the file writes them. */
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly notes: readonly string[];
  has(column: string): boolean;
  /** Rows and refusals in the order of the file. */
  readonly rows: AsyncIterable<TableRow | Refusal>;
}

const DELIMITERS = [',', '\t', ';', '|'];
const HEAD = 65_536;

export const isRefusal = (row: TableRow | Refusal): row is Refusal => 'remedy' in row;

/** Column names are compared without case, outer spaces and the mark some programs leave. */
export const columnKey = (name: string) =>
  name
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase();

/** Reads the header. Throws `UnreadableFile` where there is none. */
export async function openTable(text: AsyncIterable<string>, wanted?: string): Promise<Table> {
  const { head, all } = await headOf(text);
  if (head.trim() === '') throw new UnreadableFile('The file is empty.', 'Export it again.');
  refuseBinary(head);
  const newline = !head.includes('\n') && head.includes('\r') ? '\r' : '\n';
  const delimiter = wanted ?? findDelimiter(head, newline);
  const records = csvRecords(all, delimiter, newline);
  const first = await records.next();
  if (first.done) throw new UnreadableFile('The file has no header.', 'Export it again.');
  if ('reason' in first.value)
    throw new UnreadableFile(
      `The header cannot be read: ${first.value.reason.toLowerCase()}.`,
      'Correct the quotes in the first line.',
      first.value.line,
      first.value.cell + 1,
    );
  const columns = first.value.cells.map((name) => name.replace(/^\ufeff/, '').trim());
  const places = new Map<string, number>();
  const notes: string[] = [];
  columns.forEach((name, index) => {
    const key = columnKey(name);
    if (key === '') return;
    if (places.has(key)) notes.push(`Column "${name}" stands in the file twice; the first is read.`);
    else places.set(key, index);
  });
  return {
    columns,
    delimiter,
    notes,
    has: (column) => places.has(columnKey(column)),
    rows: tableRows(records, columns, places),
  };
}

/** The beginning of a text, and all of it again from the beginning. */
export async function headOf(
  text: AsyncIterable<string>,
): Promise<{ head: string; all: AsyncIterable<string> }> {
  const iterator = text[Symbol.asyncIterator]();
  let head = '';
  while (head.length < HEAD) {
    const next = await iterator.next();
    if (next.done) break;
    head += next.value;
  }
  async function* all(): AsyncGenerator<string> {
    try {
      yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}

/** A stray NUL costs its row; NUL bytes in the header or all over are no table. */
function refuseBinary(head: string): void {
  const first = head.indexOf('\u0000');
  if (first < 0) return;
  const line = head.slice(0, first).split('\n').length;
  const share = head.split('\u0000').length / head.length;
  if (line === 1 || share > 0.05)
    throw new UnreadableFile(
      'There are NUL bytes in the file: it is no table of text.',
      'Save it as CSV (UTF-8).',
      line,
    );
}

/** The delimiter that splits the header into most cells. */
function findDelimiter(head: string, newline: string): string {
  const unquoted = head.replace(/"(?:[^"]|"")*"/g, '');
  const header = unquoted.split(newline, 1)[0] ?? '';
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  const most = Math.max(...counts);
  return most === 1 ? ',' : DELIMITERS[counts.indexOf(most)]!;
}

async function* tableRows(
  records: AsyncIterable<CsvRecord>,
  columns: readonly string[],
  places: ReadonlyMap<string, number>,
): AsyncGenerator<TableRow | Refusal> {
  const keys = new Map<string, string>();
  const keyOf = (column: string) => {
    let key = keys.get(column);
    if (key === undefined) keys.set(column, (key = columnKey(column)));
    return key;
  };
  for await (const record of records) {
    if ('reason' in record) {
      yield {
        line: record.line,
        column: columns[record.cell] ?? String(record.cell + 1),
        reason: `${record.reason}.`,
        remedy: 'Double every quote inside a quoted cell, and close each cell that is opened.',
      };
      continue;
    }
    const { line, cells } = record;
    const over = cells.slice(columns.length).filter((cell) => cell.trim() !== '').length;
    if (over > 0) {
      yield {
        line,
        reason: `The row has ${cells.length} fields, the header only ${columns.length}.`,
        remedy: 'Put cells that contain the delimiter into quotes.',
      };
      continue;
    }
    const nul = cells.findIndex((cell) => cell.includes('\u0000'));
    if (nul >= 0) {
      yield { line, column: columns[nul]!, reason: 'The cell contains a NUL byte.', remedy: 'Remove it.' };
      continue;
    }
    yield {
      line,
      get: (column) => {
        const place = places.get(keyOf(column));
        return place === undefined ? '' : (cells[place]?.trim() ?? '');
      },
    };
  }
}

/** Tables as spreadsheets write them (RFC 4180): cells between separators, quoted where they hold one or a line break. */

/** One line of a table that is not empty. */
export interface TableRow {
  /** Its first line in the text, from 1. */
  readonly at: number;
  /** Without blanks around. */
  readonly cells: readonly string[];
}

export const SEPARATORS = [',', ';', '\t', '|'] as const;
/** A quote that is not closed within so many signs is one of inches: no cell is that long, and the next ones are not lost. */
const LONGEST_CELL = 2_000;

/** The lines of a text, at most `most`; empty ones are left out. */
export function readRows(text: string, separator: string, most = Infinity): TableRow[] {
  const rows: TableRow[] = [];
  let line = 1;
  for (let from = 0; from < text.length && rows.length < most;) {
    const { cells, next } = readRow(text, from, separator);
    if (cells.some((cell) => cell !== '')) rows.push({ at: line, cells });
    line += text.slice(from, next).match(/\r\n?|\n/g)?.length ?? 0;
    from = next;
  }
  return rows;
}

function readRow(text: string, from: number, separator: string): { cells: string[]; next: number } {
  const cells: string[] = [];
  const end = new RegExp(separator === '|' ? '[|\\r\\n]' : `[${separator}\\r\\n]`, 'g');
  for (let at = from; ;) {
    const quoted = quotedAt(text, at);
    end.lastIndex = quoted?.next ?? at;
    const stop = end.exec(text)?.index ?? text.length;
    cells.push(
      quoted ? `${quoted.cell}${text.slice(quoted.next, stop)}`.trim() : text.slice(at, stop).trim(),
    );
    if (text[stop] === separator) at = stop + 1;
    else return { cells, next: stop + (text.startsWith('\r\n', stop) ? 2 : 1) };
  }
}

/** The quoted text that begins a cell, with where it ends; undefined where the cell has none. */
function quotedAt(text: string, at: number): { cell: string; next: number } | undefined {
  const quoted = /[ ]*"((?:[^"]|"")*)"/y;
  quoted.lastIndex = at;
  const found = quoted.exec(text.slice(0, at + LONGEST_CELL));
  return found
    ? { cell: found[1]!.replaceAll('""', '"').replace(/\s*[\r\n]+\s*/g, ' '), next: quoted.lastIndex }
    : undefined;
}

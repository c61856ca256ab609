/** The table of a letter, and its rows as plain text: labels wrapped on the left, amounts in one column on the right. */
export interface LetterRow {
  readonly label: string;
  readonly value: string;
  /** Said under the label. */
  readonly note?: string;
}

export interface LetterTable {
  readonly rows: readonly LetterRow[];
  /** Rows under the line; the last is the total. */
  readonly sums: readonly LetterRow[];
  /** What is inside the total already. */
  readonly after: readonly LetterRow[];
}

/** Characters of a line; mail readers that wrap do so later. */
const WIDTH = 64;
const GAP = 2;
const INDENT = '  ';

export function textTable({ rows, sums, after }: LetterTable): string {
  const every = [...rows, ...sums, ...after];
  const column = Math.max(...every.map(({ value }) => value.length));
  const room = WIDTH - GAP - column;
  return [
    ...rows.flatMap((row) => rowLines(row, room)),
    '-'.repeat(WIDTH),
    ...[...sums, ...after].flatMap((row) => rowLines(row, room)),
  ].join('\n');
}

/** The amount stands beside the label's last line, the note under both. */
function rowLines({ label, value, note }: LetterRow, room: number): string[] {
  const lines = wrapped(label, room);
  const last = lines.pop() ?? '';
  const notes = note === undefined ? [] : wrapped(note, room - INDENT.length).map((line) => INDENT + line);
  return [...lines, last + value.padStart(WIDTH - last.length), ...notes];
}

/** At most `room` characters a line, broken at spaces that may break; following ones indented; only what is longer than a line is cut. */
function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[^\S\u00a0]+/)) {
    let rest = word;
    for (;;) {
      const joined = line.trim() === '' ? line + rest : `${line} ${rest}`;
      if (joined.length <= room) {
        line = joined;
        break;
      }
      if (line.trim() !== '') lines.push(line);
      else {
        lines.push(joined.slice(0, room));
        rest = joined.slice(room);
      }
      line = INDENT;
    }
  }
  return [...lines, line];
}

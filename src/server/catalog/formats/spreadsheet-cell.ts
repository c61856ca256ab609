/**
 * Cells that a spreadsheet would run as formulas get an apostrophe before them, and lose it when they are read again.
 * Nothing is lost on the way: a text that has its own apostrophe before such a sign gets one more.
 */

const RUNS = /^'*[=+\-@\t\r]/;

/** The cell as it is safe to be opened in a spreadsheet. Plain numbers stay numbers. */
export function toSpreadsheet(text: string): string {
  return RUNS.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** The text of a cell written by `toSpreadsheet`. */
export function fromSpreadsheet(cell: string): string {
  return cell.startsWith("'") && RUNS.test(cell) ? cell.slice(1) : cell;
}

/** What an import did, or would do: the same numbers for a dry run and for the real one. */
import { cleanLine } from './check-product.ts';
import type { Refusal } from './import-product.ts';

export interface ImportReport {
  added: number;
  changed: number;
  /** Known products of which only stock counts moved; they are not among `changed`. */
  restocked: number;
  /** As they were: the file says nothing new. */
  left: number;
  /** Taken off sale, because --replace was asked and the file does not name them. */
  removed: number;
  refused: Refusal[];
  /** Refusals beyond the first 100,000 are only counted. */
  refusedInAll: number;
  notes: string[];
  /** The generation that was published; absent in a dry run and when nothing changed. */
  generation?: number;
}

const MOST_REFUSALS = 100_000;
const MOST_NOTES = 1_000;

export function emptyReport(): ImportReport {
  return {
    added: 0,
    changed: 0,
    restocked: 0,
    left: 0,
    removed: 0,
    refused: [],
    refusedInAll: 0,
    notes: [],
  };
}

export function addRefusal(report: ImportReport, refusal: Refusal): void {
  report.refusedInAll += 1;
  if (report.refused.length >= MOST_REFUSALS) return;
  // Words of the file stand in the reason: on a terminal they must stay words.
  const { line, column, reason, remedy } = refusal;
  const place = column === undefined ? {} : { column: cleanLine(column, 100) };
  report.refused.push({ line, ...place, reason: cleanLine(reason, 400), remedy: cleanLine(remedy, 400) });
}

export function addNote(report: ImportReport, given: string): void {
  const text = cleanLine(given, 400);
  if (report.notes.length < MOST_NOTES && !report.notes.includes(text)) report.notes.push(text);
}

/** Whether publishing would change anything. */
export function hasWork(report: ImportReport): boolean {
  return report.added + report.changed + report.restocked + report.removed > 0;
}

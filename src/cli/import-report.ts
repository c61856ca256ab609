/** An import's report as a person reads it on a terminal. */
import type { ImportFileResult } from '#server/catalog/formats/import-file.ts';
import type { ImportReport } from '#server/catalog/import/report.ts';

const SHOWN = 50;

export function printReport(format: string, report: ImportReport, isApplied: boolean): void {
  const counts = [
    ['added', report.added],
    ['changed', report.changed],
    ['with other stock', report.restocked],
    ['as they were', report.left],
    ['taken off sale', report.removed],
    ['rows refused', report.refusedInAll],
  ] as const;
  console.log(`${isApplied ? 'Import' : 'Dry run'} (${format})`);
  for (const [words, count] of counts)
    if (count > 0 || words === 'added') console.log(`  ${String(count).padStart(8)}  ${words}`);
  for (const { line, column, reason, remedy } of report.refused.slice(0, SHOWN))
    console.log(`  line ${line}${column ? `, ${column}` : ''}: ${reason} ${remedy}`);
  if (report.refusedInAll > SHOWN)
    console.log(`  ... and ${report.refusedInAll - SHOWN} more; --json lists them.`);
  for (const note of report.notes.slice(0, SHOWN)) console.log(`  note: ${note}`);
  if (report.generation !== undefined)
    console.log(`Published as generation ${report.generation}. Take it back: undo ${report.generation}`);
  else if (isApplied) console.log('Nothing changed.');
  else console.log('Nothing was changed: add --apply to publish it.');
}

export function printUnreadable(file: string, fault: Extract<ImportFileResult, { ok: false }>): void {
  const column = fault.column === undefined ? '' : `, column ${fault.column}`;
  console.error(`${file}, line ${fault.line}${column}: ${fault.message} ${fault.remedy}`);
  console.error('Nothing was changed.');
}

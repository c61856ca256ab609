/** Templates of a map: one column ("mfr_part"), or text around several ("{manufacturer} {attributes.MOQ}", "{file}"). */
import type { TableRow } from '../reader/table.ts';

/** Cells that hold a JSON object, read. */
export type JsonCells = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export function fillIn(template: string, row: TableRow, json: JsonCells, file = ''): string {
  if (template === '') return '';
  if (!template.includes('{')) return row.get(template);
  return template
    .replace(/\{([^{}]+)\}/g, (_, names: string) => {
      for (const name of names.split('|')) {
        const text = name === 'file' ? file : cellOf(name, row, json);
        if (text !== '') return text;
      }
      return '';
    })
    .trim();
}

function cellOf(name: string, row: TableRow, json: JsonCells): string {
  const dot = name.indexOf('.');
  const inside = dot > 0 ? json.get(name.slice(0, dot)) : undefined;
  return inside ? textOf(inside[name.slice(dot + 1)]) : row.get(name);
}

export const textOf = (value: unknown) =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

/** "frequency_response" reads "Frequency response". */
export function worded(column: string): string {
  const words = column.replace(/[_\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Attributes of a mapped table: named columns, JSON columns, and every column no field uses. */
import { attributeKey, attributeOf } from '#domain/catalog/attributes.ts';
import type { Attribute } from '#domain/catalog/product.ts';
import { columnKey, type Table, type TableRow } from '../reader/table.ts';
import type { ImportMap } from './import-map.ts';
import { fillIn, textOf, worded, type JsonCells } from './template.ts';

const MOST_REMEMBERED = 50_000;

export class AttributeReader {
  readonly #map: ImportMap;
  /** Columns that become attributes by themselves. */
  readonly #rest: readonly string[];
  readonly #prefixed: readonly (readonly [column: string, label: string])[];
  readonly #skip: ReadonlySet<string>;
  /** Cells repeat: "±1%" is read once. */
  readonly #known = new Map<string, Attribute>();

  constructor(table: Table, map: ImportMap, usedColumns: readonly string[]) {
    this.#map = map;
    this.#skip = new Set((map.attributes?.skip ?? []).map(columnKey));
    const used = new Set(usedColumns.map(columnKey));
    const prefix = map.attributes?.prefix;
    this.#prefixed = table.columns.flatMap((column) =>
      prefix && column.startsWith(prefix) ? [[column, column.slice(prefix.length)] as const] : [],
    );
    const isFree = (key: string) => key !== '' && !used.has(key) && !this.#skip.has(key);
    this.#rest = map.attributes?.rest ? table.columns.filter((column) => isFree(columnKey(column))) : [];
  }

  read(row: TableRow, cells: JsonCells): Attribute[] {
    const found = new Map<string, Attribute>();
    const add = (label: string, text: string) => {
      if (text === '' || this.#skip.has(columnKey(label))) return;
      const attribute = this.#attribute(label, text);
      if (attribute.key !== '' && !found.has(attribute.key)) found.set(attribute.key, attribute);
    };
    for (const [label, template] of Object.entries(this.#map.attributes?.columns ?? {}))
      add(label, fillIn(template, row, cells));
    for (const json of cells.values())
      for (const [label, value] of Object.entries(json)) add(label, textOf(value));
    for (const [column, label] of this.#prefixed) add(label, row.get(column));
    for (const column of this.#rest) add(worded(column), row.get(column));
    return [...found.values()];
  }

  #attribute(label: string, text: string): Attribute {
    const name = `${label}\u0000${text}`;
    const known = this.#known.get(name);
    if (known) return known;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    const separator = this.#map.attributes?.list;
    // A list is several values: no one number.
    const isList = separator !== undefined && text.includes(separator);
    const key = attributeKey(label);
    const fresh = isList ? { key, label, text } : attributeOf(label, text, key);
    this.#known.set(name, fresh);
    return fresh;
  }
}

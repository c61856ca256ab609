/** Which column of a bill of materials is what, as the shopper chose it last for a table with the same header. On this device only. */
import type { ColumnChoice } from '#domain/cart/parts-list.ts';
import type { DeviceDatabase } from '../database.ts';

interface Remembered {
  readonly header: readonly string[];
  readonly columns: ColumnChoice;
}

const KEY = 'quick-order-columns';
/** Tables of as many makings; the one longest unused goes first. */
const MOST_TABLES = 12;

export async function recallColumns(
  database: DeviceDatabase,
  header: readonly string[],
): Promise<ColumnChoice | undefined> {
  const read = await database.work(['settings'], 'readonly', (tx) => tx.objectStore('settings').get(KEY));
  return read.ok ? decode(read.value).find((one) => isSame(one.header, header))?.columns : undefined;
}

export async function rememberColumns(
  database: DeviceDatabase,
  header: readonly string[],
  columns: ColumnChoice,
): Promise<void> {
  await database.work(['settings'], 'readwrite', async (tx) => {
    const store = tx.objectStore('settings');
    const others = decode(await store.get(KEY)).filter((one) => !isSame(one.header, header));
    await store.put([{ header: [...header], columns }, ...others].slice(0, MOST_TABLES), KEY);
  });
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

/** What storage gives back is not trusted: only whole choices whose columns exist. */
function decode(value: unknown): Remembered[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const { header, columns } = (one ?? {}) as Partial<Record<keyof Remembered, unknown>>;
    if (!Array.isArray(header) || typeof columns !== 'object' || columns === null) return [];
    const pick = (key: keyof ColumnChoice): number => {
      const index = (columns as Partial<Record<keyof ColumnChoice, unknown>>)[key];
      return Number.isInteger(index) && (index as number) < header.length ? (index as number) : -1;
    };
    const chosen = {
      part: pick('part'),
      quantity: pick('quantity'),
      note: pick('note'),
      value: pick('value'),
    };
    return [{ header: header.map(String), columns: chosen }];
  });
}

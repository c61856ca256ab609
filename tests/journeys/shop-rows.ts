/** What a running shop's own database says, beside the shop: nothing is changed by asking. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ShopServer } from './shop-server.ts';

export type Row = Readonly<Record<string, unknown>>;

export function rowsOf(shop: ShopServer, query: string, ...values: (string | number)[]): Row[] {
  const database = new DatabaseSync(join(shop.folder, 'shop.db'), { readOnly: true });
  try {
    return database.prepare(query).all(...values);
  } finally {
    database.close();
  }
}

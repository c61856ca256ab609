/** Which cart a request belongs to, as the database names carts. */
import type { Kysely } from 'kysely';
import { fingerprintOf } from '#server/cart/carts-table.ts';
import type { Tables } from '#server/database/tables.ts';

/** From the value of the cart's HttpOnly cookie; "" where there is none or it holds no id. */
export function cartOf(cookie: string | undefined): string {
  return fingerprintOf(cookie) ?? '';
}

/** The cart itself, where several devices hold keys to one. */
export async function cartBehind(tx: Kysely<Tables>, key: string): Promise<string> {
  if (key === '') return '';
  const row = await tx.selectFrom('cart_keys').select('cart_id').where('id', '=', key).executeTakeFirst();
  return row?.cart_id ?? key;
}

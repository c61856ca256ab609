/** Rows of `carts`: found by the fingerprint of the id in the cookie, written whole. */
import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { isCartId } from '#protocol/cookies.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { readRecord, writeRecord, type CartRecord, type CartTime } from './cart-record.ts';

export interface StoredCart {
  /** As in `carts.id`. */
  readonly id: string;
  readonly record: CartRecord;
  readonly seenAt: number;
}

/** SHA-256 (hex) of the id in the cookie; undefined where the cookie holds no such id. */
export function fingerprintOf(cid: string | undefined): string | undefined {
  return isCartId(cid) ? createHash('sha256').update(cid).digest('hex') : undefined;
}

/** The cart itself, where several devices hold keys to one. */
export async function cartBehind(tx: Kysely<Tables>, key: string): Promise<string> {
  if (key === '') return '';
  const row = await tx.selectFrom('cart_keys').select('cart_id').where('id', '=', key).executeTakeFirst();
  return row?.cart_id ?? key;
}

/** The cart a fingerprint leads to: its own, or the one its device has taken over. */
export async function findCart(
  db: Kysely<Tables>,
  fingerprint: string,
  time: CartTime,
  lock?: Database['kind'],
): Promise<StoredCart | undefined> {
  const query = db
    .selectFrom('carts')
    .select(['id', 'state', 'version', 'seen_at'])
    .where((eb) =>
      eb(
        'id',
        '=',
        eb.fn.coalesce(
          eb.selectFrom('cart_keys').select('cart_id').where('cart_keys.id', '=', fingerprint),
          eb.val(fingerprint),
        ),
      ),
    );
  const row = await (lock === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  return (
    row && {
      id: row.id,
      record: readRecord(row.state, Number(row.version), time),
      seenAt: Number(row.seen_at),
    }
  );
}

/** Finds the cart and holds it against others until the transaction ends; makes an empty one where there is none. */
export async function lockCart(
  tx: Transaction<Tables>,
  kind: Database['kind'],
  fingerprint: string,
  time: CartTime,
  empty: CartRecord,
): Promise<StoredCart & { readonly isNew: boolean }> {
  const found = await findCart(tx, fingerprint, time, kind);
  if (found) return { ...found, isNew: false };
  const inserted = await tx
    .insertInto('carts')
    .values({
      id: fingerprint,
      state: writeRecord(empty),
      version: 0,
      created_at: time.now,
      seen_at: time.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  const made = await findCart(tx, fingerprint, time, kind);
  if (!made) throw new Error('A cart that was just made cannot be read');
  return { ...made, isNew: (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n };
}

export async function saveCart(
  tx: Transaction<Tables>,
  id: string,
  record: CartRecord,
  now: number,
): Promise<void> {
  await tx
    .updateTable('carts')
    .set({ state: writeRecord(record), version: record.version, seen_at: now })
    .where('id', '=', id)
    .execute();
}

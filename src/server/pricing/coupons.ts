/** Coupons in the database: what is known of a code, and its redemption inside the order's transaction. */
import type { Kysely } from 'kysely';
import type { Coupon, OfferedCoupon } from '#domain/pricing/tables.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';

/** Each code given with how often it was used, and by this customer. Unknown codes come back without a coupon. */
export async function loadCoupons(
  tx: Kysely<Tables>,
  codes: readonly string[],
  email: string,
): Promise<OfferedCoupon[]> {
  if (codes.length === 0) return [];
  const rows = await tx.selectFrom('coupons').selectAll().where('code', 'in', codes).execute();
  const uses = await tx
    .selectFrom('coupon_uses')
    .select((e) => ['code', e.fn.countAll<number>().as('n')])
    .where('code', 'in', codes)
    .where('customer', '=', email)
    .groupBy('code')
    .execute();
  return codes.map((code) => {
    const row = rows.find((r) => r.code === code);
    const usedByCustomer = Number(uses.find((u) => u.code === code)?.n ?? 0);
    if (!row) return { code, used: 0, usedByCustomer };
    return { code, coupon: JSON.parse(row.body) as Coupon, used: row.used, usedByCustomer };
  });
}

/**
 * Uses each code once for this order, in sorted order; false when one was used up meanwhile.
 * `nth` is unique per customer, so two orders at once cannot both be the last allowed use.
 */
export async function redeemCoupons(
  tx: Kysely<Tables>,
  offered: readonly OfferedCoupon[],
  customer: string,
  order: number,
): Promise<boolean> {
  for (const { code } of [...offered].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const { numUpdatedRows } = await tx
      .updateTable('coupons')
      .set((e) => ({ used: e('used', '+', 1) }))
      .where('code', '=', code)
      .where((e) => e.or([e('use_limit', 'is', null), e('used', '<', e.ref('use_limit'))]))
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    const last = await tx
      .selectFrom('coupon_uses')
      .select((e) => e.fn.max('nth').as('nth'))
      .where('code', '=', code)
      .where('customer', '=', customer)
      .executeTakeFirst();
    await tx
      .insertInto('coupon_uses')
      .values({ code, customer, nth: Number(last?.nth ?? 0) + 1, order_id: order })
      .execute();
  }
  return true;
}

/** A cancelled order gives its codes back. */
export async function giveBackCoupons(tx: Kysely<Tables>, order: number): Promise<void> {
  const uses = await tx.deleteFrom('coupon_uses').where('order_id', '=', order).returning('code').execute();
  for (const { code } of uses.sort((a, b) => (a.code < b.code ? -1 : 1))) {
    await tx
      .updateTable('coupons')
      .set((e) => ({ used: e('used', '-', 1) }))
      .where('code', '=', code)
      .execute();
  }
}

/** Adds or changes coupons; uses already made stay counted. */
export async function saveCoupons(shop: Shop, coupons: readonly Coupon[]): Promise<void> {
  await shop.database.transaction(async (tx) => {
    for (const coupon of coupons) {
      const body = JSON.stringify(coupon);
      const use_limit = coupon.limit ?? null;
      await tx
        .insertInto('coupons')
        .values({ code: coupon.code, body, used: 0, use_limit })
        .onConflict((conflict) => conflict.column('code').doUpdateSet({ body, use_limit }))
        .execute();
    }
  });
}

/** Every coupon with how often it was used. */
export async function listCoupons(shop: Shop): Promise<readonly (Coupon & { readonly used: number })[]> {
  const rows = await shop.database.read.selectFrom('coupons').selectAll().orderBy('code').execute();
  return rows.map((row) => ({ ...(JSON.parse(row.body) as Coupon), used: row.used }));
}

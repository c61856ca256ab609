/**
 * What coupons take off. The order in which codes were given never matters:
 * - percent coupons are each taken of the goods value before any coupon, then amounts, then free delivery;
 * - within a kind they go by code; together they never take more than the goods are worth.
 */
import type { Minor } from '#domain/money/money.ts';
import { share } from './proportion.ts';
import type { CouponRefusal } from './quote.ts';
import type { Coupon, OfferedCoupon } from './tables.ts';

export interface AppliedCoupon {
  readonly offered: OfferedCoupon;
  /** Off the goods. */
  readonly amount: Minor;
  readonly refused?: CouponRefusal;
  readonly missing?: Minor;
}

export interface CouponsApplied {
  /** By code. */
  readonly coupons: readonly AppliedCoupon[];
  readonly discount: Minor;
  /** The coupon that frees delivery, where one does. */
  readonly freeDelivery?: string;
}

const MILLION = 1_000_000;
const KINDS: readonly Coupon['kind'][] = ['percent', 'amount', 'free-delivery'];

export function applyCoupons(given: readonly OfferedCoupon[], goods: Minor, at: number): CouponsApplied {
  const once = [...new Map(given.map((offered) => [offered.code, offered])).values()];
  const ordered = once.sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
  const usable = ordered.filter((offered) => !refusalOf(offered, goods, at));
  const alone = usable.length > 1 ? usable.find((offered) => !offered.coupon?.combines) : undefined;
  let left = goods;
  let freeDelivery: string | undefined;
  const coupons = ordered.map((offered): AppliedCoupon => {
    const refused = refusalOf(offered, goods, at);
    if (refused) return { offered, amount: 0, ...refused };
    const { coupon } = offered;
    if (!coupon || (alone && offered !== alone)) return { offered, amount: 0, refused: 'not-combinable' };
    if (coupon.kind === 'free-delivery') {
      if (freeDelivery !== undefined) return { offered, amount: 0, refused: 'no-effect' };
      freeDelivery = coupon.code;
      return { offered, amount: 0 };
    }
    const wanted = coupon.kind === 'percent' ? share(goods, coupon.value, MILLION) : coupon.value;
    const amount = Math.min(wanted, left);
    if (amount === 0) return { offered, amount, refused: 'no-effect' };
    left -= amount;
    return { offered, amount };
  });
  return { coupons, discount: goods - left, ...(freeDelivery !== undefined && { freeDelivery }) };
}

function rank(offered: OfferedCoupon): number {
  return offered.coupon ? KINDS.indexOf(offered.coupon.kind) : KINDS.length;
}

function refusalOf(
  { coupon, used, usedByCustomer }: OfferedCoupon,
  goods: Minor,
  at: number,
): { refused: CouponRefusal; missing?: Minor } | undefined {
  if (!coupon) return { refused: 'unknown' };
  if (coupon.from !== undefined && at < coupon.from) return { refused: 'not-yet' };
  if (coupon.until !== undefined && at >= coupon.until) return { refused: 'expired' };
  if (coupon.limit !== undefined && used >= coupon.limit) return { refused: 'used-up' };
  if (coupon.perCustomer !== undefined && usedByCustomer >= coupon.perCustomer)
    return { refused: 'used-by-you' };
  if (goods < coupon.minimum) return { refused: 'minimum', missing: coupon.minimum - goods };
  return undefined;
}

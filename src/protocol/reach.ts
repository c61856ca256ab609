/** GET /api/reach: the smallest answer that only the shop itself gives, so that a portal's or a proxy's is not taken for it. */

export const REACH_PATH = '/api/reach';

/** The page sends fresh random text as `?n=`; the shop's answer repeats it. */
export interface ReachAnswer {
  readonly shop: 'cartwright';
  readonly n: string;
}

export function isReachAnswer(value: unknown, n: string): value is ReachAnswer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'shop' in value &&
    value.shop === 'cartwright' &&
    'n' in value &&
    value.n === n
  );
}

/** Days a cookie lives, counted anew at every visit; browsers allow no more than 400. The shop's setting CART_DAYS may shorten it. */
export const COOKIE_DAYS = 400;

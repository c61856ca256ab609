/** How long this shop lets its cookies live: what the page says, so that script and server keep the same lifetime. */
import { COOKIE_DAYS } from '#protocol/cookie-days.ts';
import { shopNav } from './nav.ts';

export const cookieDays = (): number => shopNav().shop.cartDays ?? COOKIE_DAYS;

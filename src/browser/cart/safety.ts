import type { StorageTrouble } from '../storage-trouble.ts';

/** Where the cart is safe now. */
export interface Safety {
  readonly database: StorageTrouble | undefined;
  readonly isCookieRefused: boolean;
  /** The cookie holds only the newest part. */
  readonly isCookieTruncated: boolean;
  /** The server has all of it. */
  readonly isToldServer: boolean;
}

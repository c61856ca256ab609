import type { StorageTrouble } from '../storage-trouble.ts';

/** Where the cart is safe now. */
export interface Safety {
  readonly database: StorageTrouble | undefined;
  readonly isCookieRefused: boolean;
  /** Only what a cut cookie held is here, and the shop has not been heard since. */
  readonly isPartial: boolean;
  /** Notes that nobody but this device has: no cookie holds them. */
  readonly hasUntoldNotes: boolean;
  /** The server has all of it. */
  readonly isToldServer: boolean;
}

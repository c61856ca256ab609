import type { Shop } from '#server/shop.ts';

declare global {
  namespace App {
    interface Locals {
      /** The one open shop of this process (see hooks.server.ts). */
      shop: Shop;
    }
    interface Error {
      message: string;
      /** What the visitor can do next, when we know it. */
      remedy?: string;
    }
  }
}

export {};

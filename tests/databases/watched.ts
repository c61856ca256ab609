/** The same shop, where `before` is asked ahead of each transaction: it may throw, as a process dies, or do what another process does. */
import type { Shop } from '#server/shop.ts';

export function watched(shop: Shop, before: (nth: number) => Promise<void>): Shop {
  let nth = 0;
  const { database } = shop;
  return {
    ...shop,
    database: {
      ...database,
      async transaction(work) {
        await before(++nth);
        return database.transaction(work);
      },
    },
  };
}

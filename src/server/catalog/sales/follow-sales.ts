/** The chore behind sale prices with dates: at each boundary one generation for all variants that crossed it. Quotes do not wait for it, they ask the dates. */
import { raiseGeneration } from '#server/catalog/import/raise-generation.ts';
import { saleTurns, turnSales } from '#server/catalog/import/turn-sales.ts';
import type { Shop } from '#server/shop.ts';

/** Safe in several processes at once. Answers the generation, undefined where no boundary was crossed. */
export async function followSales(shop: Shop): Promise<number | undefined> {
  const due = await shop.database.read
    .selectFrom('variants')
    .select('id')
    .where(saleTurns(shop.clock.now()))
    .limit(1)
    .executeTakeFirst();
  if (!due) return undefined;
  return raiseGeneration(shop, 'sale prices', (tx, generation) =>
    turnSales(tx, generation, shop.clock.now()),
  );
}

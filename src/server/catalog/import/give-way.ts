/** Steps of an import that leave room for writers beside them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from '#server/shop.ts';

/**
 * Runs one short transaction of many. SQLite's one writer has no queue: who finds it taken asks again after 1 to 100 ms,
 * and would find it taken each time by steps that follow each other (measured: 1.3 s for steps of 15 ms). So as long as
 * the step took, nobody has it afterwards. Requests of the same process come in between, too.
 */
export async function givingWay<T>(shop: Shop, step: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await step();
  await sleep(shop.database.kind === 'sqlite' ? performance.now() - start : 0);
  return result;
}

/**
 * A flash sale: 500 units, 2,000 buyers, every request sent twice. Exactly 500 orders, stock 0, 500 letters to buyers,
 * no two answers to one key that differ. PostgreSQL is shared by two open shops, as two app processes share it.
 */
import { expect, it } from 'vitest';
import { examine } from '#server/backup/doctor.ts';
import { runDueJobs } from '#server/jobs/start-jobs.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { JOB_KINDS } from '#server/work/job-kinds.ts';
import { eachDatabase } from './each-database.ts';
import { WOOFER, countOf, intentFrom, onHand, quoteFor, send, stockShelves } from './small-shop.ts';

const UNITS = 500;
const BUYERS = 2_000;

eachDatabase('flash sale', (open, engine) => {
  it('sells every unit once and answers both requests of a buyer alike', { timeout: 180_000 }, async () => {
    const { shop } = await open();
    await stockShelves(shop, [{ ...WOOFER, stock: UNITS }]);
    const other = engine === 'postgres' ? await openShop(shop.settings, { clock: shop.clock }) : shop;
    try {
      const quote = await quoteFor(shop, [{ variant: WOOFER.id, n: 1 }]);
      const intents = Array.from({ length: BUYERS }, () => intentFrom(quote));
      const twice = [
        ...intents.map((intent) => ({ intent, via: shop })),
        ...intents.map((intent) => ({ intent, via: other })),
      ];
      twice.sort((a, b) => (a.intent.checkoutId < b.intent.checkoutId ? -1 : 1));
      const answers = new Map<string, Set<string>>();
      let next = 0;
      const connection = async (): Promise<void> => {
        for (let at = next++; at < twice.length; at = next++) {
          const { intent, via } = twice[at]!;
          const { status, body } = await send(via, intent);
          const known = answers.get(intent.checkoutId) ?? new Set();
          answers.set(intent.checkoutId, known.add(`${status} ${body}`));
        }
      };
      await Promise.all(Array.from({ length: 400 }, connection));
      expect([...answers.values()].filter((given) => given.size !== 1)).toEqual([]);
      expect([...answers.values()].filter((given) => [...given][0]!.startsWith('201'))).toHaveLength(UNITS);
      expect(await countOf(shop, 'orders')).toBe(UNITS);
      expect(await onHand(shop, WOOFER.id)).toBe(0);
      const letters = await lettersOf(shop, other);
      expect(letters).toBe(UNITS);
      expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
    } finally {
      if (other !== shop) await other.close();
    }
  });
});

/** Works the queue empty from both sides; how many letters went to buyers. */
async function lettersOf(shop: Shop, other: Shop): Promise<number> {
  let sent = 0;
  const kinds = {
    ...JOB_KINDS,
    letter: async (_: Shop, payload: unknown) => {
      if ((payload as { letter: string }).letter === 'order-received') sent += 1;
    },
  };
  const work = async (process: Shop): Promise<void> => {
    while ((await runDueJobs(process, kinds)) > 0);
  };
  await (other === shop ? work(shop) : Promise.all([work(shop), work(other)]));
  return sent;
}

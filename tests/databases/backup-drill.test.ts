/** The restore drill, by the commands a merchant runs: the shop as it was, on either database, sound, with every promise kept. */
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { changeProgress } from '#server/orders/change-progress.ts';
import { orderOfLink } from '#server/orders/shopper.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { runCommand } from '../run-command.ts';
import { eachDatabase, freshPostgres } from './each-database.ts';
import { work } from './paying.ts';
import { CAPACITOR, WOOFER, buy, intentFrom, quoteFor, send, stockShelves } from './small-shop.ts';

eachDatabase('the restore drill', (open) => {
  for (const target of ['sqlite', 'postgres'] as const)
    it(
      `backup, restore into ${target}, doctor: the same orders, keys and links`,
      { timeout: 180_000 },
      async () => {
        const { shop } = await open();
        await stockShelves(shop);
        const cancelled = await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
        const { id } = (await readOrderByNumber(shop.database.read, cancelled.number))!;
        await changeProgress(shop, { order: id, event: 'cancel', actor: 'shopper' });
        const intent = intentFrom(await quoteFor(shop, [{ variant: CAPACITOR.id, n: 120 }]));
        const answer = await send(shop, intent);
        await work(shop);

        const folder = await mkdtemp(join(tmpdir(), 'cartwright-drill-'));
        try {
          const { SHOP_DIR, DATABASE_URL } = shop.settings;
          const here = { SHOP_DIR, DATABASE_URL, SEED: 'none', LOG_LEVEL: 'silent' };
          const there = {
            ...here,
            SHOP_DIR: folder,
            DATABASE_URL: target === 'postgres' ? await freshPostgres() : '',
          };
          const file = join(SHOP_DIR, 'shop.backup.gz');
          const kept = await runCommand(['backup', file], here);
          expect([kept.code, kept.out]).toEqual([
            0,
            expect.stringMatching(/^\d+ rows in .*shop\.backup\.gz, \d+ bytes\.\n$/),
          ]);
          const restored = await runCommand(['restore', file], there);
          expect([restored.code, restored.out]).toEqual([
            0,
            expect.stringMatching(/^Restored \d+ rows as of /),
          ]);
          expect(restored.out.match(/\d+/)?.[0]).toBe(kept.out.match(/\d+/)?.[0]);
          expect((await runCommand(['doctor'], there)).code).toBe(0);
          const orders = (environment: Record<string, string>) =>
            runCommand(['orders', '--json'], environment);
          expect(await orders(there)).toEqual(await orders(here));
          // Once there is something, a second restore refuses.
          expect((await runCommand(['restore', file], there)).code).toBe(1);

          const second = await openShop(readSettings(there), { clock: shop.clock });
          try {
            expect(await send(second, intent)).toEqual({ ...answer, replayed: true });
            const { link } = JSON.parse(answer.body) as { link: string };
            expect((await orderOfLink(second, link.slice('/orders/'.length)))?.progress).toBe('placed');
          } finally {
            await second.close();
          }
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      },
    );
});

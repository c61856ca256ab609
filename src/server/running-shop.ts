/** A shop that serves: opened, filled with the demo catalog when it is empty, its jobs running, and watched for catalog changes that this or another process makes. */
import { sql } from 'kysely';
import { seedDemo } from './catalog/demo/seed.ts';
import { startPictures } from './catalog/pictures/start-pictures.ts';
import { watchGenerations } from './catalog/generations/watch.ts';
import { searchOf } from './catalog/search/search-engine.ts';
import { isCrowded } from './database/in-company.ts';
import type { Log } from './log/log.ts';
import type { Settings } from './settings/settings.ts';
import { openShop, type Shop } from './shop.ts';
import { startWork } from './work/start-work.ts';

export interface RunningShop {
  readonly shop: Shop;
  /** Throws or gives false when the database does not answer, or cannot write. */
  isHealthy(): Promise<boolean>;
  /** Whether as many orders wait as may: the next would be turned away. */
  isCrowded(): boolean;
  close(): Promise<void>;
}

/** `onGeneration` is called whenever the catalog's generation has changed, by whichever process. */
export async function openRunningShop(
  settings: Settings,
  log: Log,
  onGeneration: (generation: number) => void,
): Promise<RunningShop> {
  const shop = await openShop(settings);
  if (settings.SEED === 'demo') await seedDemo(shop);
  const search = searchOf(shop);
  const prepareSearch = (): void =>
    void search.renew().catch((error: unknown) => log.warn('the search could not be renewed', { error }));
  prepareSearch();
  const stopWatching = await watchGenerations(shop, (generation) => {
    log.info('the catalog changed', { generation });
    onGeneration(generation);
    prepareSearch();
  });
  const work = startWork(shop, (kind, error) => log.warn('a job failed', { kind, error }));
  const pictures = startPictures(shop, (error) => log.warn('the picture job failed', { error }));
  return {
    shop,
    async isHealthy() {
      await sql`select 1`.execute(shop.database.read);
      return shop.database.isWritable();
    },
    isCrowded: () => isCrowded(shop.database),
    async close() {
      await Promise.all([work.stop(), pictures.stop()]);
      await stopWatching();
      await search.close();
      await shop.close();
    },
  };
}

/**
 * A process of its own that places one order: `node place-one.ts FOLDER INTENT.json`. Prints what came of it as JSON,
 * and how many orders can still be read afterwards. Made to be killed, or to be given a disk that fails.
 */
import { readFile } from 'node:fs/promises';
import type { IntentInput } from '#protocol/checkout.ts';
import { isStorageTrouble } from '#server/database/storage-trouble.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { countOf, send } from './small-shop.ts';

/** What the process prints. */
export interface Outcome {
  /** Of the answer; absent where the storage was in trouble. */
  readonly status?: number;
  readonly body?: string;
  readonly trouble?: string;
  readonly orders: number;
}

async function outcomeOf(shop: Shop, intent: IntentInput): Promise<Outcome> {
  try {
    const { status, body } = await send(shop, intent);
    return { status, body, orders: await countOf(shop, 'orders') };
  } catch (error) {
    if (!isStorageTrouble(error)) throw error;
    return { trouble: (error as Error).message, orders: await countOf(shop, 'orders') };
  }
}

const [folder = '', file = ''] = process.argv.slice(2);
if (import.meta.main) {
  const shop = await openShop(readSettings({ SHOP_DIR: folder, SEED: 'none', LOG_LEVEL: 'silent' }));
  const outcome = await outcomeOf(shop, JSON.parse(await readFile(file, 'utf8')) as IntentInput);
  await shop.close();
  console.log(JSON.stringify(outcome));
}

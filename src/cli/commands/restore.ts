import { resolve } from 'node:path';
import { countRows } from '#server/backup/backup-file.ts';
import { restore } from '#server/backup/restore.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

export const command: Command = {
  about: 'Fill an empty shop from a backup file.',
  usage: `npm run shop -- restore FILE

Fills the shop of SHOP_DIR (or DATABASE_URL) from a file made by "backup": all of it or nothing. The shop must be
empty; point SHOP_DIR at a new folder to try a backup without touching the shop you have.`,
  async run([file, ...rest]) {
    if (!file || rest.length > 0) throw new UsageError('Say what from: npm run shop -- restore FILE');
    const answer = await withShop((shop) => restore(shop, resolve(file)));
    if (!answer.ok) {
      console.error(answer.message);
      return 1;
    }
    console.log(`Restored ${countRows(answer.tables)} rows as of ${new Date(answer.at).toISOString()}.`);
    return 0;
  },
};

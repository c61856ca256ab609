import { resolve } from 'node:path';
import { backUp } from '#server/backup/back-up.ts';
import { countRows } from '#server/backup/backup-file.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

export const command: Command = {
  about: 'Write the whole shop, as it is at this moment, into one file.',
  usage: `npm run shop -- backup FILE

Writes orders, catalog, carts, stock and the shop's own keys into FILE (gzip), readable by you alone, while the shop
goes on selling. The same file restores into SQLite and into PostgreSQL. Keep SHOP_DIR/pictures beside it.`,
  async run([file, ...rest]) {
    if (!file || rest.length > 0) throw new UsageError('Say where to: npm run shop -- backup FILE');
    const report = await withShop((shop) =>
      backUp(shop, resolve(file), (table, rows) => {
        if (process.stderr.isTTY) console.error(`  ${table}: ${rows}`);
      }),
    );
    console.log(`${countRows(report.tables)} rows in ${report.file}, ${report.bytes} bytes.`);
    return 0;
  },
};

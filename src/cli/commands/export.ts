import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportShopify } from '#server/catalog/export/export-shopify.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const usage = `npm run shop -- export [FILE]

Writes the catalog as Shopify product CSV, to FILE or to the screen. What came from Shopify's format and is imported
again changes nothing. Cells that a spreadsheet would run as formulas have an apostrophe before them; the import takes it off.`;

export const command: Command = {
  about: 'Write the catalog as Shopify product CSV.',
  usage,
  async run(args) {
    const [file] = args;
    if (args.length > 1 || file?.startsWith('-')) throw new UsageError(usage);
    await withShop(async (shop) => {
      const lines = Readable.from(exportShopify(shop));
      if (file === undefined) await pipeline(lines, process.stdout, { end: false });
      else await pipeline(lines, createWriteStream(file, { flags: 'wx' }));
    }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
        throw new UsageError(`"${file}" exists already; it was left as it is.`);
      throw error;
    });
    return 0;
  },
};

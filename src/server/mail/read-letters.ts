/** The letters laid in SHOP_DIR/letters, newest first: what /dev/letters shows. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shop } from '#server/shop.ts';
import type { LaidLetter } from './post.ts';

export interface FoundLetter extends LaidLetter {
  readonly name: string;
}

const MOST_SHOWN = 200;

export async function readLetters(shop: Shop): Promise<FoundLetter[]> {
  const folder = join(shop.settings.SHOP_DIR, 'letters');
  const names = await readdir(folder).catch(() => []);
  const dated = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  dated.sort((a, b) => b.at - a.at);
  return Promise.all(
    dated.slice(0, MOST_SHOWN).map(async ({ name }) => ({
      ...(JSON.parse(await readFile(join(folder, name), 'utf8')) as LaidLetter),
      name: name.replace(/\.json$/, ''),
    })),
  );
}

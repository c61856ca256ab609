/** The file behind /pictures/<name>: only names we give ourselves lead anywhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shop } from '#server/shop.ts';

const NAME = /^[0-9a-f]{32}-\d{1,5}\.(webp|avif)$/;

export async function readPicture(
  shop: Shop,
  name: string,
): Promise<{ readonly type: string; readonly bytes: Buffer } | undefined> {
  const match = NAME.exec(name);
  if (!match) return undefined;
  try {
    return {
      type: `image/${match[1]}`,
      bytes: await readFile(join(shop.settings.SHOP_DIR, 'pictures', name)),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

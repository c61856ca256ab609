/** One address: fetched, encoded, written into SHOP_DIR/pictures. Done twice, the same files lie there. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '#domain/catalog/product.ts';
import type { Shop } from '#server/shop.ts';
import { encodePicture } from './encode.ts';
import { fetchBytes, type FetchPorts, type FetchRefusal, worldPorts } from './fetch-bytes.ts';

export type Kept =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly reason: FetchRefusal | 'not-a-picture'; readonly isFinal: boolean };

const MILLISECONDS = 20_000;

export async function keepPicture(
  shop: Shop,
  address: string,
  ports: FetchPorts = worldPorts,
): Promise<Kept> {
  const fetched = await fetchBytes(
    address,
    { bytes: shop.settings.PICTURE_BYTES, milliseconds: MILLISECONDS },
    ports,
  );
  if (!fetched.ok) return fetched;
  const encoded = await encodePicture(fetched.bytes);
  if (!encoded) return { ok: false, reason: 'not-a-picture', isFinal: true };
  const folder = join(shop.settings.SHOP_DIR, 'pictures');
  await mkdir(folder, { recursive: true });
  for (const { width, type, bytes } of encoded.files) {
    const file = join(folder, `${encoded.name}-${width}.${type}`);
    // Whole or absent: a reader never meets half a picture.
    const part = `${file}.${Buffer.from(shop.random.bytes(6)).toString('hex')}.part`;
    await writeFile(part, bytes);
    await rename(part, file);
  }
  const src = (width: number) => `/pictures/${encoded.name}-${width}.webp`;
  const widths = encoded.files.filter((file) => file.type === 'webp').map((file) => file.width);
  return {
    ok: true,
    picture: {
      src: src(encoded.width),
      alt: '',
      width: encoded.width,
      height: encoded.height,
      sizes: widths.map((width) => ({ src: src(width), width })),
    },
  };
}

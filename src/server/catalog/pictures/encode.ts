/** Turns fetched bytes into pictures of our own: judged by their first bytes, decoded, turned upright, stripped, encoded anew in sizes. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';

export type Format = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';

/** What the bytes are, whatever their name or type says; undefined for all else, SVG among it. */
export function judgeFormat(bytes: Buffer): Format | undefined {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (bytes.length < 16) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp' && /^(avif|avis)$/.test(text(8, 12))) return 'avif';
  return undefined;
}

export interface Encoded {
  /** First half of the SHA-256 of what was fetched and of how it was encoded: same bytes, same name. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly files: readonly {
    readonly width: number;
    readonly type: 'webp' | 'avif';
    readonly bytes: Buffer;
  }[];
}

/** Raised when sizes or qualities change, so that new files get new names. */
const RECIPE = 'v1';
const WIDTHS = [160, 320, 640, 1280];
/** A picture that unpacks to more than this is a bomb. */
const MOST_PIXELS = 40_000_000;

/** Undefined where the bytes are no picture we take; broken ones too. */
export async function encodePicture(bytes: Buffer): Promise<Encoded | undefined> {
  if (!judgeFormat(bytes)) return undefined;
  try {
    const upright = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: WIDTHS.at(-1)!, height: WIDTHS.at(-1)! * 2, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = upright.info;
    const raw = { raw: { width, height, channels } } as const;
    const widths = [...WIDTHS.filter((w) => w < width), width];
    const files: Encoded['files'][number][] = [];
    for (const size of widths) {
      const scaled = sharp(upright.data, raw).resize({ width: size });
      files.push({ width: size, type: 'webp', bytes: await scaled.clone().webp({ quality: 80 }).toBuffer() });
      files.push({
        width: size,
        type: 'avif',
        bytes: await scaled.clone().avif({ quality: 55, effort: 3 }).toBuffer(),
      });
    }
    const name = createHash('sha256').update(RECIPE).update(bytes).digest('hex').slice(0, 32);
    return { name, width, height, files };
  } catch {
    return undefined;
  }
}

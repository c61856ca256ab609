import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePicture, judgeFormat } from './encode.ts';

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 180, g: 90, b: 40 } } });

describe('pictures of our own', () => {
  it('come in sizes, both formats, never larger than the original', async () => {
    const encoded = (await encodePicture(await canvas(800, 400).jpeg().toBuffer()))!;
    expect([encoded.width, encoded.height]).toEqual([800, 400]);
    expect(encoded.name).toMatch(/^[0-9a-f]{32}$/);
    expect(encoded.files.map((f) => `${f.width} ${f.type}`)).toEqual(
      [160, 320, 640, 800].flatMap((w) => [`${w} webp`, `${w} avif`]),
    );
    for (const { bytes, width, type } of encoded.files) {
      expect(judgeFormat(bytes)).toBe(type);
      expect((await sharp(bytes).metadata()).width).toBe(width);
    }
  });

  it('are the same bytes under the same name for the same picture', async () => {
    const png = await canvas(50, 40).png().toBuffer();
    const [one, two] = [await encodePicture(png), await encodePicture(png)];
    expect(one).toEqual(two);
  });

  it('carry nothing of where and by whom they were taken, and stand upright', async () => {
    const exif = {
      IFD0: { Artist: 'Jane Canary', Copyright: 'canary' },
      IFD3: { GPSLatitude: '51/1 30/1 0/1' },
    };
    const taken = await canvas(300, 200).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const encoded = (await encodePicture(taken))!;
    expect([encoded.width, encoded.height]).toEqual([200, 300]);
    for (const { bytes } of encoded.files) {
      const { exif: left, xmp, iptc, orientation } = await sharp(bytes).metadata();
      expect([left, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
      expect(bytes.includes('canary')).toBe(false);
    }
  });

  it('are refused when they are no picture, whatever they call themselves', async () => {
    const png = await canvas(60, 60).png().toBuffer();
    const broken = Buffer.concat([png.subarray(0, 80), Buffer.alloc(60)]);
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    for (const bytes of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      Buffer.from(
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      ),
      Buffer.from('<!doctype html><title>404</title>'.padEnd(200)),
      Buffer.from('%PDF-1.7'.padEnd(200)),
      Buffer.alloc(0),
      Buffer.from('GIF89a'.padEnd(40, '\0')),
      broken,
      bomb,
    ])
      expect(await encodePicture(bytes)).toBeUndefined();
  });
});

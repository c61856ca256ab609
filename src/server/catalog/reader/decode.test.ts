import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText } from './decode.ts';

async function* pieces(bytes: Uint8Array, size = 5): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size?: number): Promise<string> {
  const { text } = await openText(pieces(bytes, size));
  return (await Array.fromAsync(text)).join('');
}

const sample = 'name,value\nKondensator für 2,2 µF,€ 3\n漢字,Ω\n';

describe('openText', () => {
  it('reads UTF-8 with and without mark, gzip, and UTF-16 of both kinds with and without mark', async () => {
    const utf8 = Buffer.from(sample);
    const little = Buffer.from(sample, 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(await read(utf8)).toBe(sample);
    expect(await read(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]))).toBe(sample);
    expect(await read(gzipSync(utf8))).toBe(sample);
    expect(await read(Buffer.concat([Buffer.from([0xff, 0xfe]), little]))).toBe(sample);
    expect(await read(Buffer.concat([Buffer.from([0xfe, 0xff]), big]))).toBe(sample);
    const plain = 'name,value\nabc,1\n'.repeat(20);
    expect(await read(Buffer.from(plain, 'utf16le'))).toBe(plain);
    expect(await read(Buffer.from(plain, 'utf16le').swap16())).toBe(plain);
  });

  it('reads Latin-1 and says so, wherever its first letter stands', async () => {
    const text = `${'a,b\n'.repeat(5_000)}für,5 µF\n`;
    const { text: read, notes } = await openText(pieces(Buffer.from(text, 'latin1'), 1_000));
    expect((await Array.fromAsync(read)).join('')).toBe(text);
    expect(notes).toEqual(['The file is not UTF-8; it was read as Latin-1 (Windows-1252).']);
  });

  it('keeps UTF-8 that has one broken byte', async () => {
    const broken = Buffer.concat([Buffer.from('für Ω µ '), Buffer.from([0xff]), Buffer.from(' über\n')]);
    expect(await read(broken, 100)).toBe('für Ω µ \ufffd über\n');
  });

  it('refuses what is no text, and a gzip file cut off', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004rest'))).rejects.toThrow('ZIP or Excel');
    const packed = gzipSync(Buffer.from(sample.repeat(2_000)));
    await expect(read(packed.subarray(0, packed.length - 20), 64)).rejects.toThrow('damaged or cut off');
  });

  it('gives back any text, in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (text, size) => {
          const bytes = Buffer.from(`name,value\n${text}`);
          expect(await read(bytes, size)).toBe(`name,value\n${text}`);
        },
      ),
    );
  });

  it('never hangs on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        try {
          expect(typeof (await read(bytes))).toBe('string');
        } catch (error) {
          expect((error as Error).name).toBe('UnreadableFile');
        }
      }),
    );
  });
});

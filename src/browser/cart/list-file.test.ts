import { expect, it } from 'vitest';
import { decodeList } from './list-file.ts';

it('reads a value as it was written, whichever program wrote the file', () => {
  const text = '4.7 µF';
  const files = [
    new TextEncoder().encode(text),
    Uint8Array.from(text, (sign) => sign.charCodeAt(0)),
    new Uint8Array([0xff, 0xfe, ...[...text].flatMap((sign) => [sign.charCodeAt(0), 0])]),
    new Uint8Array([0xfe, 0xff, ...[...text].flatMap((sign) => [0, sign.charCodeAt(0)])]),
  ];
  for (const bytes of files) expect(decodeList(bytes)).toBe(text);
});

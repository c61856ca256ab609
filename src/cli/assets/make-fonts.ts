/**
 * Cuts the shop's two self-hosted faces from the packages and writes static/fonts:
 *   node src/cli/assets/make-fonts.ts
 * Instrument Sans carries the text; Source Sans 3 carries the signs a parts shop needs and Instrument Sans lacks.
 * Run it again only when a face or the characters change; the results are kept in the repository.
 */
import { readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const ROOT = new URL('../../../', import.meta.url);
const FACES = new URL('node_modules/@fontsource-variable/', ROOT);

/** ASCII, the letters of Latin-1 (names of people), and the typographic marks our texts use. */
const TEXT = [...range(0x20, 0x7e), ...range(0xa0, 0xff), ...points('ŒœŸ–—‘’‚“”„•…‹›€™')]
  .map((point) => String.fromCodePoint(point))
  .filter((sign) => !'µ±×÷¤¦¬¯´¸ªº¹²³¼½¾­'.includes(sign))
  .join('');

/** Signs of units and arithmetic, by the fontsource file that has them. */
const SIGNS = [
  { file: 'latin', name: 'signs', text: 'µ±×÷²³¼½¾′″−⁄' },
  { file: 'greek', name: 'greek', text: 'Ωμπφθηρσ' },
] as const;

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function points(text: string): number[] {
  return [...text].map((sign) => sign.codePointAt(0) ?? 0);
}

async function cut(face: string, text: string, features: string[], target: string): Promise<void> {
  const source = await readFile(new URL(face, FACES));
  const font = await subsetFont(source, text, {
    targetFormat: 'woff2',
    keepFeatures: features,
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
    noHinting: true,
  });
  await writeFile(new URL(`static/fonts/${target}`, ROOT), font);
  console.log(`${target.padEnd(28)} ${font.length} bytes, ${[...text].length} characters`);
}

await cut(
  'instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  TEXT,
  ['kern', 'liga', 'tnum', 'ccmp', 'locl', 'mark'],
  'instrument-sans.woff2',
);
for (const { file, name, text } of SIGNS) {
  await cut(`source-sans-3/files/source-sans-3-${file}-wght-normal.woff2`, text, ['kern'], `${name}.woff2`);
  console.log(
    `  unicode-range: ${points(text)
      .map((p) => `U+${p.toString(16)}`)
      .join(', ')}`,
  );
}

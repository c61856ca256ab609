/** A catalog of nearly 20 MB on the device, made up of plain words: as much as a device keeps whole. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dice } from '../simulation/dice.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KINDS = ['Woofers', 'Tweeters', 'Capacitors', 'Coils', 'Resistors', 'Cabinets', 'Terminals', 'Wire'];
const SYLLABLES = [
  'ba',
  'con',
  'del',
  'for',
  'gan',
  'hel',
  'ist',
  'kor',
  'lum',
  'mer',
  'nor',
  'pol',
  'ran',
  'ser',
  'tur',
];

/** Imports `count` parts of about `size` bytes each into a shop's folder; the shop should not be running. */
export function fillShop(folder: string, count: number, size: number): void {
  const file = join(folder, 'large.csv');
  writeFileSync(file, shopifyTable(count, size));
  runShop(folder, ['import', file, '--apply']);
}

function shopifyTable(count: number, size: number): string {
  const dice = new Dice(7);
  const word = (): string => Array.from({ length: 2 + dice.below(3) }, () => dice.pick(SYLLABLES)).join('');
  const text = (length: number): string => {
    let words = word();
    while (words.length < length) words += ` ${word()}`;
    return words;
  };
  const rows = Array.from({ length: count }, (_, i) =>
    [
      `part-${i}`,
      `${text(12)} ${i}`,
      `<p>${text(size)}</p>`,
      `Maker ${i % 40}`,
      KINDS[i % KINDS.length]!,
      `SKU-${i}`,
      'shopify',
      String(100 + dice.below(900)),
      (1 + dice.below(400) / 100).toFixed(2),
    ].join(','),
  );
  const heading =
    'Handle,Title,Body (HTML),Vendor,Type,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price';
  return [heading, ...rows].join('\n');
}

/** `npm run shop -- ...` on this folder; throws with what it said when it fails. */
export function runShop(folder: string, args: readonly string[]): void {
  const ran = spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', SHOP_DIR: folder, SEED: 'none' },
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`${args[0]} ended with ${ran.status}:\n${ran.stdout}\n${ran.stderr}`);
}

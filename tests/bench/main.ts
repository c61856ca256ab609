/** `npm run bench [-- name ...]`: runs the usual benches, or those named. Every file of this folder that exports `bench` is one. */
import { readdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import type { Bench } from './tools/bench.ts';

const names = readdirSync(import.meta.dirname)
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'main.ts')
  .map((file) => file.slice(0, -3))
  .sort();

async function open(name: string): Promise<Bench | undefined> {
  const found = (await import(`./${name}.ts`)) as { bench?: Bench };
  return found.bench;
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const options = process.argv.slice(2).filter((word) => word.startsWith('-'));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0 || options.includes('--help')) {
  for (const name of unknown) console.error(`There is no bench "${name}".`);
  for (const name of names) {
    const bench = await open(name);
    if (bench) console.log(`  ${name.padEnd(12)} ${bench.about}${bench.isUsual ? '' : ' (by name only)'}`);
  }
  process.exit(unknown.length > 0 ? 2 : 0);
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}\n`,
);
for (const name of wanted.length > 0 ? wanted : names) {
  const bench = await open(name);
  if (!bench || (wanted.length === 0 && !bench.isUsual)) continue;
  console.log(`${name}: ${bench.about}\n`);
  await bench.run(options);
}

/**
 * The version after this one, really built: a copy of the sources that says so in its pages and has one more store in
 * the device's database. Every piece of it has another name, as after any deploy.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [
  'src',
  'static',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'svelte.config.js',
  'vite.config.ts',
];

export interface NextBuild {
  /** The tree it was built in, to be started from. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** In every page's head; `edition` of a page of this build is absent. */
export const EDITION = 'next';

export async function buildNext(): Promise<NextBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-next-'));
  for (const name of SOURCES) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await change(join(folder, 'src/app.html'), '<head>', `<head><meta name="edition" content="${EDITION}" />`);
  const stores = join(folder, 'src/browser/stores.ts');
  await change(
    stores,
    /DATABASE_VERSION = (\d+);/,
    (_, version) => `DATABASE_VERSION = ${Number(version) + 1};`,
  );
  await change(stores, /\n\}\n$/, `\n  database.createObjectStore('later' as never);\n}\n`);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const ran = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`The next build failed:\n${ran.stdout}\n${ran.stderr}`);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function change(
  file: string,
  from: string | RegExp,
  to: string | ((...found: string[]) => string),
): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = typeof to === 'string' ? before.replace(from, to) : before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${String(from)} to change`);
  await writeFile(file, after);
}

/** Builds the shop when no build stands, or an older one than its sources. */
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const buildFolder = join(root, 'build');

const SOURCES = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];

/** Gives whether it built; throws with the builder's last words when it could not. */
export async function ensureBuild(tell: (line: string) => void): Promise<boolean> {
  const built = await modified(join(buildFolder, 'handler.js'));
  if (built > 0) {
    const newest = await Promise.all(SOURCES.map((name) => newestIn(join(root, name))));
    if (Math.max(...newest) <= built) return false;
  }
  tell(
    built > 0 ? 'The sources changed: building the shop anew...' : 'Building the shop (first start only)...',
  );
  await runBuild();
  return true;
}

function runBuild(): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const take = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-8_000));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The build failed (code ${code}):\n${said.trim()}`));
    });
  });
}

async function newestIn(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const times = entries
    .filter((entry) => entry.isFile() && !/\.(test\.ts|md)$/.test(entry.name))
    .map((entry) => modified(join(entry.parentPath, entry.name)));
  return Math.max(0, ...(await Promise.all(times)));
}

async function modified(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}

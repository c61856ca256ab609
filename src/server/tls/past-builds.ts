/**
 * Build files of earlier versions stay servable for 30 days: a page opened before a deploy still finds the pieces it
 * asks for later. Names carry their content's hash, so versions share one folder and never disagree.
 */
import { copyFile, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { createReadStream, existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { dirname, extname, join, relative, sep } from 'node:path';

const DAYS = 30;
const IMMUTABLE = '/_app/immutable/';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

export interface PastBuilds {
  /** The copy of a file that stood at this address and stands there no more; undefined for present ones and strangers. */
  find(path: string): string | undefined;
}

/** Keeps a copy of the present build in `<shopFolder>/past-builds` and forgets what was last built over 30 days ago. */
export async function openPastBuilds(shopFolder: string, client: string, now: number): Promise<PastBuilds> {
  const present = join(client, IMMUTABLE);
  const kept = join(shopFolder, 'past-builds');
  const current = new Set(await filesIn(present));
  await mkdir(kept, { recursive: true });
  for (const name of current) {
    const copy = join(kept, name);
    await mkdir(dirname(copy), { recursive: true });
    if (!(await stat(copy).catch(() => undefined))) await copyFile(join(present, name), copy);
    await utimes(copy, now / 1000, now / 1000);
  }
  const past = new Set<string>();
  for (const name of await filesIn(kept)) {
    if (current.has(name)) continue;
    const { mtimeMs } = await stat(join(kept, name));
    if (now - mtimeMs > DAYS * 86_400_000) await rm(join(kept, name));
    else past.add(name);
  }
  return {
    find(path) {
      if (!path.startsWith(IMMUTABLE)) return undefined;
      const name = path.slice(IMMUTABLE.length).replace(/[?#].*$/, '');
      // A present file that is gone was built over while this shop runs on: its copy stands in until the restart.
      const isPast = past.has(name) || (current.has(name) && !existsSync(join(present, name)));
      return isPast ? join(kept, name) : undefined;
    },
  };
}

export function answerPast(file: string, response: ServerResponse): void {
  response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  stream.pipe(response);
}

/** Paths below a folder, with forward slashes; compressed twins are left out. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

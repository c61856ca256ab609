import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('a folder', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'cartwright-folder-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('is made with those above it, for its owner alone, and found the second time', async () => {
    const deep = join(home, 'a', 'b', 'c');
    await makeFolder(deep);
    await makeFolder(deep);
    expect((await stat(deep)).mode & 0o777).toBe(0o700);
    expect((await stat(join(home, 'a'))).mode & 0o777).toBe(0o700);
  });

  it('is refused where a file lies, in its place or above it', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.skipIf(!existsSync('/proc/self'))(
    'is refused, not waited for, where the system makes none',
    async () => {
      await expect(makeFolder('/proc/none/below')).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});

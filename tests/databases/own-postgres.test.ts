/** A process with a PostgreSQL of its own leaves nothing behind, also when it is killed. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const OWN = fileURLToPath(new URL('./own-postgres.ts', import.meta.url));
const ASKS_AND_DIES = `
  const { ownPostgres } = await import(${JSON.stringify(OWN)});
  console.log(await ownPostgres());
  process.kill(process.pid, 'SIGKILL');`;

test('its folder is gone after the process that asked for it was killed', { timeout: 60_000 }, async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'cartwright-own-'));
  // "nobody" must get through to the server's files.
  await chmod(temporary, 0o755);
  const died = promisify(execFile)(process.execPath, ['--input-type=module', '-e', ASKS_AND_DIES], {
    env: { ...process.env, TMPDIR: temporary },
  });
  const told: unknown = await died.catch((error: unknown) => error);
  expect(told).toMatchObject({ signal: 'SIGKILL', stdout: expect.stringContaining('postgresql://') });
  await expect.poll(() => readdir(temporary), { timeout: 40_000 }).toEqual([]);
  await rm(temporary, { recursive: true });
});

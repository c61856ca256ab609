/** Vitest's global setup: gives the run a folder where the first test that needs PostgreSQL starts it, and stops it at the end. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresFolder: string;
    runPid: number;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-postgres-'));
  await chmod(folder, 0o755);
  project.provide('postgresFolder', folder);
  project.provide('runPid', process.pid);
  return async () => {
    const pid = await readFile(`${folder}/cluster/postmaster.pid`, 'utf8').catch(() => '');
    if (pid) {
      const server = Number(pid.split('\n')[0]);
      stop(server, 'SIGINT');
      for (let waited = 0; waited < 5_000 && stop(server, 0); waited += 50) await sleep(50);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
}

/** Sends the signal; false when no such process is left. */
function stop(pid: number, signal: 'SIGINT' | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

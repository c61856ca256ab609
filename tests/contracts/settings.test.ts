/** Settings as a merchant meets them: a wrong one is one clear line and exit code 2, before anything is opened. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, rules, SettingsError } from '#server/settings/settings.ts';
import { startFault } from '#server/tls/start-fault.ts';
import { runCommand } from '../run-command.ts';

interface Ended {
  readonly code: number;
  readonly lines: string[];
}

async function run(words: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const { code, out, err } = await runCommand(words, environment);
  return { code, lines: (out + err).trim().split('\n') };
}

describe('a wrong setting', () => {
  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['ORIGIN', 'http://shop.example'],
    ['ORIGIN', 'shop.example'],
    ['ORIGIN', 'https://shop.example/path'],
    ['ORIGIN', 'https://shop.example/#a'],
    ['HOST', 'not a host'],
    ['HOST', 'https://0.0.0.0'],
    ['MAIL_FROM', 'Shop'],
    ['MAIL_FROM', 'Shop <shop>'],
    ['MAIL_SHOP', 'Shop <shop@example.org>'],
    ['COUNTRY', 'ZZ'],
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
    const wrong = await run(['start'], { SHOP_DIR: shop, PORT: 'eighty' });
    expect(wrong.code).toBe(2);
    expect(wrong.lines).toHaveLength(1);
    expect(wrong.lines[0]).toMatch(/^PORT must be a whole number/);
    const half = await run(['start'], { SHOP_DIR: shop, TLS_CERT: '/nowhere' });
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

  it.each([
    ['a file in the place of the folder', '', /^SHOP_DIR ".*" cannot hold the shop: (?:ENOTDIR|EEXIST)/],
    ['a database that is none', 'shop.db', /^The database .*shop\.db is no SQLite database/],
  ])('says in one line what is wrong: %s', async (_, place, said) => {
    const folder = await mkdtemp(join(tmpdir(), 'cartwright-settings-'));
    const shop = join(folder, 'shop');
    if (place) await mkdir(shop);
    await writeFile(join(shop, place), 'nothing a shop could use, '.repeat(50));
    for (const words of [['start'], ['orders']]) {
      const { code, lines } = await run(words, { SHOP_DIR: shop, PORT: '0' });
      const told = lines.filter((line) => !/building the shop/i.test(line));
      expect(told, words.join(' ')).toEqual([expect.stringMatching(said)]);
      expect(code).toBe(2);
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('a HOST nobody knows is named, and another unknown name is not taken for it', () => {
    const host = { ...settings, HOST: 'nohost.invalid' };
    const unknown = (hostname: string) =>
      Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
    expect(startFault(unknown('nohost.invalid'), host)).toMatchObject({
      name: 'SettingsError',
      message: expect.stringMatching(/^HOST "nohost.invalid" is a name nobody knows/),
    });
    expect(startFault(unknown('elsewhere.invalid'), host)).toMatchObject({
      message: expect.stringMatching(/^DATABASE_URL/),
    });
  });

  it('leaves a defect as it is', () => {
    const defect = new TypeError('x is not a function');
    expect(startFault(defect, settings)).toBe(defect);
  });
});

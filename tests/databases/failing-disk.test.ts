/**
 * One placing on SQLite, hit at every write system call: killed there, or told that the disk is full or broken.
 * Afterwards the order is there as a whole or not at all, the database is in order, and a repeat with the same key
 * makes exactly one order. Each run asserts that its fault really struck.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IntentInput } from '#protocol/checkout.ts';
import { examine } from '#server/backup/doctor.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { openTestShop } from './open-test-shop.ts';
import type { Outcome } from './place-one.ts';
import { countOf, intentFrom, onHand, quoteFor, send, stockShelves, WOOFER } from './small-shop.ts';
import { noTracing, runTraced, type Traced } from './system-calls.ts';

const script = fileURLToPath(new URL('place-one.ts', import.meta.url));
const TOGETHER = 4;

let folder = '';
let ready = '';
let intent: IntentInput;
/** How often each call writes during one undisturbed placing. */
const usual = new Map<string, number>();

const filesOf = (shop: string) => ['shop.db', 'shop.db-wal', 'shop.db-shm'].map((name) => join(shop, name));

/** Places the intent in a copy of the ready shop, with a fault; judges what is left; answers what the process said. */
async function strike(
  call: string,
  fault: string,
  when: string,
): Promise<{ run: Traced; outcome?: Outcome; stood: number }> {
  const copy = await mkdtemp(join(folder, 'run-'));
  await cp(ready, copy, { recursive: true });
  const files = fault === 'signal=KILL' ? filesOf(copy) : filesOf(copy).slice(0, 2);
  const run = await runTraced([script, copy, join(folder, 'intent.json')], {
    trace: call,
    files,
    inject: `${call}:${fault}:when=${when}`,
  });
  const shop = await openShop(readSettings({ SHOP_DIR: copy, SEED: 'none', LOG_LEVEL: 'silent' }));
  try {
    const stood = await countOf(shop, 'orders');
    expect(await onHand(shop, WOOFER.id)).toBe(WOOFER.stock - stood);
    expect(await countOf(shop, 'checkouts')).toBe(stood);
    expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
    const again = await send(shop, intent);
    expect([again.status, again.replayed]).toEqual([201, stood === 1]);
    expect(await countOf(shop, 'orders')).toBe(1);
    expect(await onHand(shop, WOOFER.id)).toBe(WOOFER.stock - 1);
    expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
    const outcome = run.output === '' ? undefined : (JSON.parse(run.output) as Outcome);
    // What was acknowledged stands, to the byte.
    if (outcome?.status === 201) expect(outcome.body).toBe(again.body);
    return { run, stood, ...(outcome && { outcome }) };
  } finally {
    await shop.close();
    await rm(copy, { recursive: true, force: true });
  }
}

/** Every element through `work`, some at a time. */
async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at]!);
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  return results;
}

const upTo = (most: number) => Array.from({ length: most }, (_, i) => i + 1);

describe.skipIf(noTracing !== '')(`one placing on a failing disk${noTracing}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartwright-disk-'));
    ready = join(folder, 'ready');
    const open = await openTestShop();
    await stockShelves(open.shop);
    const { quoteId: _, ...fresh } = intentFrom(await quoteFor(open.shop, [{ variant: WOOFER.id, n: 1 }]));
    intent = fresh;
    await writeFile(join(folder, 'intent.json'), JSON.stringify(intent));
    const { SHOP_DIR } = open.shop.settings;
    const { database } = open.shop;
    await database.close();
    await cp(SHOP_DIR, ready, { recursive: true });
    await rm(SHOP_DIR, { recursive: true, force: true });
    const copy = join(folder, 'usual');
    await cp(ready, copy, { recursive: true });
    const run = await runTraced([script, copy, join(folder, 'intent.json')], {
      trace: 'pwrite64,write,fsync,fdatasync,ftruncate,unlink',
      files: filesOf(copy),
    });
    for (const line of run.calls) {
      const call = /(\w+)\(/.exec(line)?.[1] ?? '';
      usual.set(call, (usual.get(call) ?? 0) + 1);
    }
    expect(JSON.parse(run.output)).toMatchObject({ status: 201, orders: 1 });
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'killed before any of its write calls: whole or absent, and a repeat makes one order',
    { timeout: 600_000 },
    async () => {
      const strikes = [...usual].flatMap(([call, times]) => upTo(times).map((when) => ({ call, when })));
      expect(strikes.length).toBeGreaterThan(40);
      const results = await each(strikes, async ({ call, when }) => {
        const { run, stood } = await strike(call, 'signal=KILL', String(when));
        expect([call, when, run.code, run.signal]).toEqual([call, when, null, 'SIGKILL']);
        return stood;
      });
      // Both sides of the commit were hit.
      expect(new Set(results)).toEqual(new Set([0, 1]));
    },
  );

  it(
    'disk full from any write on: refused as trouble or placed as a whole, reads go on',
    { timeout: 600_000 },
    async () => {
      const writes = usual.get('pwrite64') ?? 0;
      const results = await each(upTo(Math.floor(writes / 6)), async (step) => {
        const { run, outcome, stood } = await strike('pwrite64', 'error=ENOSPC', `${step * 6 - 5}+`);
        expect(run.calls.some((line) => line.includes('ENOSPC'))).toBe(true);
        expect([run.code, outcome?.orders]).toEqual([0, stood]);
        if (outcome?.status === undefined) expect(outcome?.trouble).toMatch(/full|disk/);
        return outcome?.status ?? 0;
      });
      expect(new Set(results)).toEqual(new Set([0, 201]));
    },
  );

  it(
    'a write or flush that fails once: refused as trouble or placed as a whole',
    { timeout: 600_000 },
    async () => {
      const flushes = upTo(usual.get('fsync') ?? 0).map((when) => ({ call: 'fsync', when }));
      const writes = upTo(Math.floor((usual.get('pwrite64') ?? 0) / 10)).map((step) => ({
        call: 'pwrite64',
        when: step * 10 - 9,
      }));
      expect(flushes.length).toBeGreaterThan(1);
      const results = await each([...flushes, ...writes], async ({ call, when }) => {
        const { run, outcome } = await strike(call, 'error=EIO', String(when));
        expect(run.calls.some((line) => line.includes('EIO'))).toBe(true);
        expect(run.code).toBe(0);
        if (outcome?.status === undefined) expect(outcome?.trouble).toMatch(/I\/O/);
        return outcome?.status ?? 0;
      });
      expect(results).toContain(0);
    },
  );
});

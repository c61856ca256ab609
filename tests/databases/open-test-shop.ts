/** A real shop for one test: its own folder and database, a clock that stands still, and seeded randomness. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Random } from '#domain/time/clock.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';

export interface TestClock extends Clock {
  set(now: number): void;
  advance(milliseconds: number): void;
}

export interface TestShop extends AsyncDisposable {
  readonly shop: Shop;
  readonly clock: TestClock;
  /** Closes the shop and removes its folder; `await using` does the same. */
  close(): Promise<void>;
}

export interface TestShopOptions {
  /** Settings as in the environment: `{ DATABASE_URL, RATE_ORDERS: '5' }`. SHOP_DIR is given. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the clock stands at first. */
  readonly now?: number;
  readonly seed?: string;
}

/** 2026-03-02 10:00 UTC, a Monday. */
export const TEST_NOW = Date.UTC(2026, 2, 2, 10);

export async function openTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-shop-'));
  const clock = testClock(options.now ?? TEST_NOW);
  const settings = readSettings({
    SEED: 'none',
    LOG_LEVEL: 'silent',
    ...options.environment,
    SHOP_DIR: folder,
  });
  const shop = await openShop(settings, { clock, random: seededRandom(options.seed ?? 'cartwright') });
  const close = async (): Promise<void> => {
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { shop, clock, close, [Symbol.asyncDispose]: close };
}

export function testClock(start: number): TestClock {
  let now = start;
  return {
    now: () => now,
    set: (next) => void (now = next),
    advance: (milliseconds) => void (now += milliseconds),
  };
}

/** The same bytes for the same seed: SHA-256 in counter mode. */
export function seededRandom(seed: string): Random {
  let block = 0;
  let rest = Buffer.alloc(0);
  return {
    bytes(length) {
      while (rest.length < length) {
        rest = Buffer.concat([rest, createHash('sha256').update(`${seed}:${block++}`).digest()]);
      }
      const given = new Uint8Array(rest.subarray(0, length));
      rest = rest.subarray(length);
      return given;
    },
  };
}

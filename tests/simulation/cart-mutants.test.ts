/** The histories can fail: each of these broken carts, which look sensible and are sold every day, is caught. */
import { afterEach, expect, it, vi } from 'vitest';
import type * as Merge from '#domain/cart/merge.ts';
import type * as Codec from '#domain/cart/cookie-codec.ts';
import type * as Record from '#server/cart/cart-record.ts';
import type { Addition, CartState } from '#domain/cart/cart.ts';
import { toBase64url } from '#domain/cart/base64url.ts';
import type * as Histories from './cart-history.ts';
import type * as Memory from './cart-memory.ts';

const MOST_HISTORIES = 1_000;

afterEach(() => {
  vi.doUnmock('#domain/cart/merge.ts');
  vi.doUnmock('#domain/cart/cookie-codec.ts');
  vi.doUnmock('#domain/cart/dot.ts');
  vi.doUnmock('#server/cart/cart-record.ts');
  vi.resetModules();
});

/** Plays histories until one goes wrong. */
async function firstWrong(): Promise<string | undefined> {
  vi.resetModules();
  const { runHistory } = await vi.importActual<typeof Histories>('./cart-history.ts');
  const { memoryBacking, memoryServer } = await vi.importActual<typeof Memory>('./cart-memory.ts');
  for (let seed = 1; seed <= MOST_HISTORIES; seed += 1) {
    const wrong = await runHistory({
      seed,
      backing: memoryBacking,
      server: memoryServer,
      fired: () => undefined,
    });
    if (wrong) return wrong;
  }
  return undefined;
}

function mutateMerge(mutant: (a: CartState, b: CartState, real: typeof Merge.mergeCarts) => CartState): void {
  vi.doMock('#domain/cart/merge.ts', async (original) => {
    const real = await original<typeof Merge>();
    return { ...real, mergeCarts: (a: CartState, b: CartState) => mutant(a, b, real.mergeCarts) };
  });
}

const newest = (entries: Iterable<Addition>): number => Math.max(0, ...[...entries].map((body) => body.at));

it('catches: the whole cart, newest wins', async () => {
  mutateMerge((a, b) => (newest(b.added.values()) > newest(a.added.values()) ? b : a));
  expect(await firstWrong()).toBeDefined();
});

it('catches: each line, newest wins', async () => {
  mutateMerge((a, b, real) => {
    const merged = real(a, b);
    const latest = new Map<number, readonly [string, Addition]>();
    for (const entry of merged.added) {
      const known = latest.get(entry[1].variant);
      if (!known || entry[1].at > known[1].at) latest.set(entry[1].variant, entry);
    }
    return { ...merged, added: new Map(latest.values()) };
  });
  expect(await firstWrong()).toBeDefined();
});

it('catches: carts summed', async () => {
  mutateMerge((a, b, real) => {
    const merged = real(a, b);
    const again = [...b.added].filter(([dot]) => a.added.has(dot) && !merged.removed.has(dot));
    const added = new Map(merged.added);
    for (const [, body] of again.slice(0, 1))
      added.set(toBase64url(crypto.getRandomValues(new Uint8Array(8))), { ...body, kind: 'add' });
    return { ...merged, added };
  });
  expect(await firstWrong()).toBeDefined();
});

it('catches: a cookie without tombstones', async () => {
  vi.doMock('#domain/cart/cookie-codec.ts', async (original) => {
    const real = await original<typeof Codec>();
    const encodeCart: typeof Codec.encodeCart = (state, _dead, have, _spare, bytes) =>
      real.encodeCart(state, [], have, [], bytes);
    return { ...real, encodeCart };
  });
  expect(await firstWrong()).toBeDefined();
});

it('catches: a server that forgets tombstones', async () => {
  vi.doMock('#server/cart/cart-record.ts', async (original) => {
    const real = await original<typeof Record>();
    const withChange: typeof Record.withChange = (...parts) => {
      const changed = real.withChange(...parts);
      return { ...changed, graves: new Map(), state: { ...changed.state, removed: new Set() } };
    };
    return { ...real, withChange };
  });
  expect(await firstWrong()).toBeDefined();
});

it('catches: dots used twice', async () => {
  vi.doMock('#domain/cart/dot.ts', async (original) => {
    let count = 0;
    const newDot = (): string => toBase64url(new Uint8Array([0, 0, 0, 0, 0, 0, 0, (count += 1) % 7]));
    return { ...(await original<object>()), newDot };
  });
  expect(await firstWrong()).toBeDefined();
});

it('and lets the real cart pass', async () => {
  expect(await firstWrong()).toBeUndefined();
}, 600_000);

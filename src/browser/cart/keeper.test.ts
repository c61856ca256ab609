/** Tabs that share nothing but the cookie, and carts that are too large to be taken in. */
import { expect, it } from 'vitest';
import { EMPTY_CART, MOST_LIVE_DOTS } from '#domain/cart/cart.ts';
import { changeCart } from '#domain/cart/change-cart.ts';
import { decodeCart, encodeCart } from '#domain/cart/cookie-codec.ts';
import { beginSync } from '#domain/cart/sync.ts';
import { viewSaved } from '#domain/cart/view-cart.ts';
import { CART_COOKIE } from '#protocol/cookies.ts';
import type { CookieJar } from '../cookies/jar.ts';
import type { Heard } from './cart-server.ts';
import { CartKeeper } from './keeper.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const clock = { now: () => 1_000 };

function sharedJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    get: (name) => cookies.get(name),
    set: (name, value) => cookies.set(name, value).has(name),
    remove: (name) => void cookies.delete(name),
  };
}

/** A tab whose database gives up when `patience` ends. */
function tab(
  jar: CookieJar,
  patience: Promise<unknown> = Promise.resolve(),
  post = (): Promise<Heard> => Promise.resolve({ ok: false, reason: 'unheard' }),
  changed: () => void = () => undefined,
): CartKeeper {
  const given = async () => {
    await patience;
    return { ok: false, reason: 'slow' } as const;
  };
  return new CartKeeper({
    store: { update: given, clear: given },
    jar,
    server: { post },
    clock,
    random,
    changed,
  });
}

it('what one tab adds while another waits for its storage in vain stays in the cookie', async () => {
  const jar = sharedJar();
  const waiting = Promise.withResolvers<undefined>();
  const [slow, quick] = [tab(jar, waiting.promise), tab(jar)];
  const added = slow.change({ do: 'add', variant: 1, n: 1 });
  // The slow tab has begun, and read what cookie there is.
  await Promise.resolve();
  await quick.change({ do: 'add', variant: 2, n: 1 });
  waiting.resolve(undefined);
  await added;
  const kept = decodeCart(jar.get(CART_COOKIE) ?? '');
  expect(kept.ok && kept.cart.added.map(([, { variant }]) => variant)).toEqual([1, 2]);
});

it('a cart by link that is more than both may hold is refused, and nothing changes', async () => {
  const cartOf = (lines: number, first: number) => {
    let state = EMPTY_CART;
    for (let i = 0; i < lines; i += 1) {
      const added = changeCart(state, { do: 'add', variant: first + i, n: 1 }, { clock, random });
      if (!added.ok) throw new Error(added.reason);
      state = added.state;
    }
    return state;
  };
  const own = tab(sharedJar());
  await own.absorb(cartOf(MOST_LIVE_DOTS - 1, 0));
  expect(await own.absorb(cartOf(2, 5_000))).toEqual({ ok: false, reason: 'cart-full' });
  expect(own.lines).toHaveLength(MOST_LIVE_DOTS - 1);
  expect(await own.absorb(cartOf(1, 5_000))).toMatchObject({ ok: true });
});

it('an answer that was under way when everything was forgotten brings nothing back', async () => {
  const jar = sharedJar();
  const answered = Promise.withResolvers<Heard>();
  const asked = Promise.withResolvers<undefined>();
  const own = tab(jar, undefined, () => {
    asked.resolve(undefined);
    return answered.promise;
  });
  await own.change({ do: 'add', variant: 1, n: 1 });
  const synced = own.sync([]);
  await asked.promise;
  await own.forget();
  const answer = { version: 3, at: 9, added: [], removed: [], acked: [], missing: [], notes: [] };
  answered.resolve({ ok: true, answer: { ...answer, isStranger: false, view: [], lines: [] } });
  // The server has set the cookie with its answer.
  jar.set(CART_COOKIE, encodeCart(EMPTY_CART, [], 3));
  await synced;
  await own.look();
  expect([own.isBegun, jar.get(CART_COOKIE)]).toEqual([false, undefined]);
});

it('other tabs hear of notes and of what is saved for later', async () => {
  let told = 0;
  const own = tab(sharedJar(), undefined, undefined, () => (told += 1));
  await own.change({ do: 'add', variant: 1, n: 1 });
  await own.change({ do: 'note', variant: 1, text: 'R1' });
  expect(told).toBe(2);
  await own.change({ do: 'save-for-later', variant: 1 });
  await own.change({ do: 'forget-saved', variant: 1 });
  expect(told).toBe(4);
  await own.look();
  expect(told).toBe(4);
});

it('what is saved for later outlives everything but the cookie, and so does taking it back', async () => {
  const jar = sharedJar();
  const own = tab(jar);
  await own.change({ do: 'add', variant: 1, n: 4 });
  await own.change({ do: 'add', variant: 2, n: 1 });
  await own.change({ do: 'save-for-later', variant: 1 });
  const next = tab(jar);
  await next.look();
  expect([viewSaved(next.copy.state), next.lines.length]).toEqual([[{ variant: 1, n: 4 }], 1]);
  expect(next.safety).toMatchObject({ isToldServer: false, isPartial: false, hasUntoldNotes: false });
  await next.change({ do: 'back-to-cart', variant: 1 });
  const last = tab(jar);
  await last.look();
  expect([viewSaved(last.copy.state), last.lines.length]).toEqual([[], 2]);
  // The shop may still have it as saved for later: that it is not must be told.
  expect(beginSync(last.copy).request.notes).toEqual([['l1', 2, '']]);
  await last.change({ do: 'note', variant: 1, text: 'R1' });
  expect(last.safety.hasUntoldNotes).toBe(true);
});

it('a cart that came from a cut cookie says so, again and again, until the shop was heard', async () => {
  const jar = sharedJar();
  const own = tab(jar);
  for (let i = 0; i < 2; i += 1) {
    await own.changeAll(
      Array.from({ length: 150 }, (_, j) => ({ do: 'add', variant: (i * 150 + j) * 3e9, n: 900 }) as const),
    );
  }
  expect([own.lines.length, own.safety.isPartial]).toEqual([300, false]);
  await own.look();
  expect(own.safety.isPartial).toBe(false);
  const answer = { version: 3, at: 9, added: [], removed: [], acked: [], missing: [], notes: [] };
  let isHeard = false;
  for (let i = 0; i < 3; i += 1) {
    const next = tab(jar, undefined, async () =>
      isHeard
        ? { ok: true, answer: { ...answer, isStranger: false, view: [], lines: [] } }
        : { ok: false, reason: 'unheard' },
    );
    await next.look();
    expect(next.lines.length).toBeLessThan(300);
    expect(next.safety.isPartial).toBe(true);
    isHeard = i === 2;
    await next.sync([]);
    expect(next.safety.isPartial).toBe(!isHeard);
  }
});

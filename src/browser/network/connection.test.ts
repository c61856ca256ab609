import { describe, expect, it } from 'vitest';
import { openConnection } from './connection.ts';
import { reachShop } from './reach.ts';

const answering = (body: (n: string) => string, init: ResponseInit = {}): typeof fetch =>
  (async (input: RequestInfo | URL) => {
    const n = new URL(String(input), 'https://shop.example').searchParams.get('n') ?? '';
    return new Response(body(n), init);
  }) as typeof fetch;

describe('reaching the shop', () => {
  it('believes only the shop repeating the question', async () => {
    expect(await reachShop(answering((n) => JSON.stringify({ shop: 'cartwright', n })))).toBe(true);
    expect(await reachShop(answering(() => '{"shop":"cartwright","n":"old"}'))).toBe(false);
    expect(await reachShop(answering(() => '<h1>Log in to the hotel</h1>'))).toBe(false);
    expect(
      await reachShop(answering((n) => JSON.stringify({ shop: 'cartwright', n }), { status: 503 })),
    ).toBe(false);
  });

  it('ends when nobody answers', async () => {
    const never = ((_: unknown, init: RequestInit) =>
      new Promise((_resolve, reject) => {
        init.signal!.addEventListener('abort', () => reject(new DOMException('late', 'TimeoutError')));
      })) as typeof fetch;
    expect(await reachShop(never, 20)).toBe(false);
  });
});

describe('the connection', () => {
  it('asks before it calls the network gone, asks again while it is silent, and tells who watches', async () => {
    let isUp = false;
    let asked = 0;
    const planned: (() => void)[] = [];
    const waits: number[] = [];
    const connection = openConnection({
      reach: async () => {
        asked += 1;
        return isUp;
      },
      later: (task, wait) => {
        planned.push(task);
        waits.push(wait);
      },
    });
    const heard: string[] = [];
    connection.watch((state) => heard.push(state));
    connection.report(false);
    connection.report(false);
    await connection.check();
    expect([asked, heard]).toEqual([1, ['silent']]);
    planned.shift()!();
    await connection.check();
    isUp = true;
    planned.shift()!();
    await connection.check();
    expect(heard).toEqual(['silent', 'reached']);
    expect(waits).toEqual([2_000, 4_000]);
    connection.report(true);
    expect(asked).toBe(3);
  });
});

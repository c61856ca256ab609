/**
 * The disk of a running shop fills up, or fails: orders are turned away as busy, pages go on, health turns red and,
 * when the disk is well again, green; the turned-away order comes in once. Calls are made to fail by strace.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PlacedAnswer, QuoteAnswer } from '#protocol/checkout.ts';
import { examine } from '#server/backup/doctor.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { freshId, intentFrom } from '../../databases/small-shop.ts';
import { noTracing } from '../../databases/system-calls.ts';
import { startShop, type ShopServer } from '../shop-server.ts';
import { expect, test } from '../with-shop.ts';
import { ask, type Answer } from './ask.ts';

/** From now on writes to the database of `server` end in `error`; ends when the returned process does. */
async function breakDisk(server: ShopServer, error: string): Promise<ChildProcess> {
  const files = ['shop.db', 'shop.db-wal'].flatMap((name) => ['-P', join(server.folder, name)]);
  const calls = 'pwrite64,fsync,fdatasync';
  const tracer = spawn('strace', [
    '-f',
    '-p',
    String(server.process.pid),
    ...files,
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:error=${error}`,
  ]);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    tracer.once('exit', () => reject(new Error(`strace ended:\n${said}`)));
    tracer.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/attached/.test(said)) resolve();
    });
  });
  return tracer;
}

async function mendDisk(tracer: ChildProcess): Promise<void> {
  tracer.kill('SIGINT');
  await once(tracer, 'exit');
}

const post = (server: ShopServer, path: string, body: object, key?: string): Promise<Answer> =>
  ask(server, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    body: JSON.stringify(body),
  });

async function variantOf(server: ShopServer): Promise<number> {
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none' }));
  try {
    const { id } = await shop.database.read
      .selectFrom('variants')
      .select('id')
      .where('minimum', '=', 1)
      .where('on_hand', '>', 20)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    return id;
  } finally {
    await shop.close();
  }
}

for (const error of ['ENOSPC', 'EIO'] as const) {
  test(`a disk that answers ${error}: 503 for orders, pages go on, health red, then all is well again`, async () => {
    test.skip(noTracing !== '', noTracing);
    const server = await startShop({ RATE_ORDERS: '10000' });
    try {
      const variant = await variantOf(server);
      const wish = { v: 1, lines: [{ variant, n: 1 }] };
      const quote = JSON.parse((await post(server, '/api/quote', wish)).body.toString()) as QuoteAnswer;
      const intent = intentFrom(quote, { checkoutId: freshId() });
      const order = () => post(server, '/api/checkout', intent, intent.checkoutId);
      expect((await ask(server, '/healthz')).status).toBe(200);
      const tracer = await breakDisk(server, error);
      for (let attempt = 0; attempt < 3; attempt++) {
        const refused = await order();
        expect(refused.status).toBe(503);
        expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
        expect(JSON.parse(refused.body.toString())).toMatchObject({ type: 'urn:cartwright:problem:busy' });
      }
      expect((await ask(server, '/healthz')).status).toBe(503);
      expect((await ask(server, '/readyz')).status).toBe(503);
      expect((await ask(server, '/')).status).toBe(200);
      expect((await ask(server, '/?anew=1')).status).toBe(200);
      expect((await ask(server, `/api/stock?variants=${variant}`)).status).toBe(200);
      const asked = await ask(server, `/api/checkout/${intent.checkoutId}`);
      expect(JSON.parse(asked.body.toString())).toMatchObject({ state: 'none' });
      await mendDisk(tracer);
      const placed = await order();
      expect(placed.status).toBe(201);
      const again = await order();
      expect(again.body.equals(placed.body)).toBe(true);
      await expect.poll(async () => (await ask(server, '/healthz')).status).toBe(200);
      await server.stop();
      const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none' }));
      const { number } = JSON.parse(placed.body.toString()) as PlacedAnswer;
      expect(await shop.database.read.selectFrom('orders').select('number').execute()).toEqual([{ number }]);
      expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
      await shop.close();
    } finally {
      await server.remove();
    }
  });
}

/**
 * kill -9 of the server while buyers place orders, again and again. Buyers keep their key until they are answered,
 * as the outbox does. Afterwards every acknowledged order must be there, once, and the database in order.
 */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import type { PlacedAnswer, QuoteAnswer } from '#protocol/checkout.ts';
import { examine } from '#server/backup/doctor.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { intentFrom } from '../../databases/small-shop.ts';
import type { ShopServer } from '../shop-server.ts';
import { stockUpBeside } from './stock-up.ts';

export interface CrashReport {
  readonly kills: number;
  /** Requests that were cut off in the middle: the fault really fired. */
  readonly cut: number;
  /** Orders acknowledged with a number. */
  readonly acknowledged: number;
  readonly lost: number;
  /** Orders nobody was told of, or two of one key. */
  readonly extra: number;
  /** Keys whose repeats got another number than the first answer. */
  readonly differing: number;
  /** What the doctor and SQLite's own check found. */
  readonly unsound: readonly string[];
}

const BUYERS = 12;

export async function crashUnderLoad(
  server: ShopServer,
  kills: number,
  pause: () => number,
): Promise<CrashReport> {
  const variant = await stockUpBeside(server, 1_000_000);
  const agent = new Agent({ keepAlive: true, ca: server.authority, maxSockets: BUYERS * 2 });
  const answers = new Map<string, Set<string>>();
  let cut = 0;
  let isOver = false;

  const post = (path: string, body: string, key?: string): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
      const going = request(`${server.origin}${path}`, { method: 'POST', agent, headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('error', reject);
        response.once('end', () =>
          response.complete
            ? resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() })
            : reject(new Error('cut off')),
        );
      });
      going.once('error', reject);
      going.setTimeout(10_000, () => going.destroy(new Error('no answer')));
      going.end(body);
    });
  const untilAnswered = async (path: string, body: string, key?: string): Promise<string> => {
    for (;;) {
      try {
        const answer = await post(path, body, key);
        if (answer.status === 200 || answer.status === 201) return answer.body;
        if (answer.status < 429) throw new Error(`${answer.status} ${answer.body}`);
      } catch (error) {
        if (/^\d{3} /.test((error as Error).message)) throw error;
        cut += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
    }
  };
  const wish = JSON.stringify({ v: 1, lines: [{ variant, n: 1 }] });
  const buyer = async (): Promise<void> => {
    let quote = JSON.parse(await untilAnswered('/api/quote', wish)) as QuoteAnswer;
    for (let bought = 0; !isOver; bought++) {
      if (bought % 50 === 49) quote = JSON.parse(await untilAnswered('/api/quote', wish)) as QuoteAnswer;
      const intent = intentFrom(quote, { checkoutId: randomBytes(16).toString('base64url') });
      const text = JSON.stringify(intent);
      const first = await untilAnswered('/api/checkout', text, intent.checkoutId);
      const given = new Set([(JSON.parse(first) as PlacedAnswer).number]);
      answers.set(intent.checkoutId, given);
      // Now and then the same is sent once more: the answer must not have changed over a crash.
      if (bought % 7 === 0) {
        const again = await untilAnswered('/api/checkout', text, intent.checkoutId);
        given.add((JSON.parse(again) as PlacedAnswer).number);
      }
    }
  };
  const buyers = Array.from({ length: BUYERS }, buyer);
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, pause()));
    await server.stop('SIGKILL');
    await server.restart();
  }
  await new Promise((resolve) => setTimeout(resolve, pause()));
  isOver = true;
  await Promise.all(buyers);
  agent.destroy();
  await server.stop();
  return { kills, cut, ...(await judge(server, answers)) };
}

async function judge(server: ShopServer, answers: ReadonlyMap<string, ReadonlySet<string>>) {
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none' }));
  try {
    const rows = await shop.database.read.selectFrom('orders').select(['checkout_id', 'number']).execute();
    const kept = new Map(rows.map((row) => [row.checkout_id, row.number]));
    const findings = (await examine(shop)).filter((finding) => !finding.isWell);
    return {
      acknowledged: answers.size,
      lost: [...answers].filter(([key, given]) => !given.has(kept.get(key) ?? '')).length,
      extra: rows.length - answers.size,
      differing: [...answers.values()].filter((given) => given.size > 1).length,
      unsound: [
        ...findings.map((finding) => `${finding.name}: ${finding.examples.join(', ')}`),
        ...integrity(server),
      ],
    };
  } finally {
    await shop.close();
  }
}

function integrity(server: ShopServer): string[] {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const file = new DatabaseSync(join(server.folder, 'shop.db'));
  const found = file
    .prepare('pragma integrity_check')
    .all()
    .map((row) => String(Object.values(row)[0]));
  file.close();
  return found.filter((line) => line !== 'ok');
}

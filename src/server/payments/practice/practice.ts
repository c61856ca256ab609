/** The practice provider: behaves as a real one does, on tables of its own, and moves no money. Its page is /practice/<session>. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { PracticeSessionsTable } from '#server/database/tables.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';
import {
  RefundRefused,
  type PaymentProvider,
  type PayRequest,
  type ProviderWord,
  type RefundState,
  type SessionState,
} from '../provider.ts';
import { readWord } from './read-word.ts';

const MINUTE = 60_000;
const TOLERANCE = 5 * MINUTE;

type Asked = Pick<PayRequest, 'ref' | 'title' | 'amount' | 'returnTo'> & { readonly currency: string };

const freshId = (shop: Shop, kind: string): string =>
  `${kind}_${Buffer.from(shop.random.bytes(16)).toString('base64url')}`;

export const practiceProvider: PaymentProvider = {
  choice: {
    id: 'practice',
    name: 'Practice page',
    about: 'To try out paying: no money moves, and the parts are real orders of this shop.',
  },
  leastLife: MINUTE,
  takes: (amount) => amount > 0,

  async open(shop, request) {
    const { ref, title, amount } = request;
    // Its page is one of ours: a path leads there and back, whatever this machine is called.
    const returnTo = new URL(request.returnTo, shop.settings.ORIGIN).pathname;
    const asked: Asked = { ref, title, amount, returnTo, currency: request.currency.code };
    const body = JSON.stringify(asked);
    const id = await shop.database.transaction(async (tx) => {
      const now = shop.clock.now();
      await tx
        .insertInto('practice_sessions')
        .values({
          id: freshId(shop, 'ps'),
          once: request.key,
          body,
          state: 'open',
          charge: null,
          created_at: now,
          expires_at: request.expiresAt,
        })
        .onConflict((conflict) => conflict.column('once').doNothing())
        .execute();
      const row = await tx
        .selectFrom('practice_sessions')
        .select(['id', 'body'])
        .where('once', '=', request.key)
        .executeTakeFirstOrThrow();
      if (row.body !== body) throw new Error('The same key was used for another payment.');
      return row.id;
    });
    return { session: id, address: `/practice/${id}` };
  },

  ask: async (shop, session) => stateOf(shop, await load(shop, session)),

  async close(shop, session) {
    await settlePractice(shop, session, 'expired');
  },

  async refund(shop, { id, session, charge, amount }) {
    const once = `refund:${id}`;
    const row = await load(shop, session);
    if (row.state !== 'paid' || row.charge !== charge) throw new RefundRefused('Nothing was paid there.');
    const paid = (JSON.parse(row.body) as Asked).amount;
    const reference = await shop.database.transaction(async (tx) => {
      // The session's row is the lock: two refunds at once are judged one after the other.
      await tx.updateTable('practice_sessions').set({ state: 'paid' }).where('id', '=', session).execute();
      const before = await tx
        .selectFrom('practice_refunds')
        .selectAll()
        .where('session', '=', session)
        .execute();
      const known = before.find((one) => one.once === once);
      if (known) return known.id;
      if (before.reduce((sum, one) => sum + one.amount, 0) + amount > paid)
        throw new RefundRefused('More than was paid.');
      const fresh = freshId(shop, 're');
      await tx
        .insertInto('practice_refunds')
        .values({ id: fresh, once, session, amount, created_at: shop.clock.now() })
        .execute();
      return fresh;
    });
    return { reference, charge, amount, ours: id, state: 'done' };
  },

  hear(shop, raw, signature) {
    const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature);
    const isFresh = match && Math.abs(shop.clock.now() - Number(match[1]) * 1000) <= TOLERANCE;
    if (!isFresh || !timingSafeEqual(Buffer.from(match[2]!, 'hex'), mac(shop, Number(match[1]), raw)))
      return { ok: false, reason: 'bad-signature' };
    const word = readWord(raw);
    return word ? { ok: true, word } : { ok: false, reason: 'unreadable' };
  },

  async *list(shop, since) {
    const sessions = await shop.database.read
      .selectFrom('practice_sessions')
      .selectAll()
      .where('created_at', '>=', since)
      .orderBy('created_at')
      .execute();
    for (const row of sessions) yield stateOf(shop, row);
    const refunds = await shop.database.read
      .selectFrom('practice_refunds as r')
      .innerJoin('practice_sessions as s', 's.id', 'r.session')
      .select(['r.id', 'r.amount', 'r.once', 's.charge'])
      .where('r.created_at', '>=', since)
      .execute();
    for (const row of refunds) yield refundOf(row);
  },
};

function refundOf(row: { id: string; amount: number; once: string; charge: string | null }): RefundState {
  return {
    reference: row.id,
    charge: row.charge ?? '',
    amount: row.amount,
    ours: Number(row.once.split(':')[1]),
    state: 'done',
  };
}

function mac(shop: Shop, timestamp: number, raw: string): Buffer {
  const key = shop.secrets.sign('practice-webhook', 'key');
  return createHmac('sha256', key).update(`${timestamp}.${raw}`).digest();
}

/** The header the practice provider sends along with an event. */
export function signPractice(shop: Shop, raw: string): string {
  const timestamp = Math.floor(shop.clock.now() / 1000);
  return `t=${timestamp},v1=${mac(shop, timestamp, raw).toString('hex')}`;
}

type Row = Selectable<PracticeSessionsTable>;

async function load(shop: Shop, session: string): Promise<Row> {
  const row = await shop.database.read
    .selectFrom('practice_sessions')
    .selectAll()
    .where('id', '=', session)
    .executeTakeFirst();
  if (!row) throw new Error(`There is no practice page ${session}.`);
  return row;
}

function stateOf(shop: Shop, row: Row): SessionState {
  const { ref, amount, currency } = JSON.parse(row.body) as Asked;
  const isOver = row.state === 'expired' || (row.state === 'open' && row.expires_at <= shop.clock.now());
  return {
    session: row.id,
    ref,
    state: row.state === 'paid' ? 'paid' : isOver ? 'closed' : 'open',
    ...(row.charge !== null && { charge: row.charge }),
    amount,
    currency,
  };
}

/** What the hosted page shows. */
export async function readPracticePage(
  shop: Shop,
  session: string,
): Promise<(SessionState & Asked) | undefined> {
  const row = await shop.database.read
    .selectFrom('practice_sessions')
    .selectAll()
    .where('id', '=', session)
    .executeTakeFirst();
  return row && { ...(JSON.parse(row.body) as Asked), ...stateOf(shop, row) };
}

/** The hosted page's buttons: paid once, or expired; the event about it is queued in the same transaction. */
export async function settlePractice(
  shop: Shop,
  session: string,
  to: 'paid' | 'expired',
): Promise<SessionState> {
  await shop.database.transaction(async (tx) => {
    const now = shop.clock.now();
    const changed = await tx
      .updateTable('practice_sessions')
      .set({ state: to, ...(to === 'paid' && { charge: freshId(shop, 'pc') }) })
      .where('id', '=', session)
      .where('state', '=', 'open')
      .where((e) => (to === 'paid' ? e('expires_at', '>', now) : e.lit(true)))
      .returningAll()
      .executeTakeFirst();
    if (!changed) return;
    const word: ProviderWord = {
      kind: 'session',
      id: freshId(shop, 'ev'),
      type: `session.${to}`,
      session: stateOf(shop, changed),
    };
    await queueJobs(tx, now, [
      { kind: 'practice-event', once: `practice:${session}:${to}`, payload: { raw: JSON.stringify(word) } },
    ]);
  });
  ringJobs(shop);
  return stateOf(shop, await load(shop, session));
}

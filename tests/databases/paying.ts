/** An order to pay, the practice provider's page for it, and the words it would send: what the payment suites share. */
import { examine } from '#server/backup/doctor.ts';
import { runDueJobs } from '#server/jobs/start-jobs.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { hearEvent, type Heard } from '#server/payments/hear-event.ts';
import { practiceProvider, signPractice } from '#server/payments/practice/practice.ts';
import type { ProviderWord } from '#server/payments/provider.ts';
import { startPayment } from '#server/payments/start-payment.ts';
import type { Shop } from '#server/shop.ts';
import { JOB_KINDS } from '#server/work/job-kinds.ts';
import { buy, WOOFER } from './small-shop.ts';

export const MINUTE = 60_000;
export const environment = { PRACTICE_PAYMENTS: 'yes' };

export async function order(shop: Shop): Promise<{ number: string; secret: string; total: number }> {
  const placed = await buy(shop, [{ variant: WOOFER.id, n: 2 }], { payment: 'practice' });
  return { number: placed.number, secret: placed.link.slice('/orders/'.length), total: placed.total };
}

/** Opens a page and answers its session and the name of the attempt. */
export async function openPage(shop: Shop, secret: string): Promise<{ session: string; ref: string }> {
  const started = await startPayment(shop, secret);
  if (!started.ok) throw new Error(started.reason);
  const session = started.address.split('/').at(-1)!;
  const row = await shop.database.read
    .selectFrom('payments')
    .select('ref')
    .where('session', '=', session)
    .executeTakeFirstOrThrow();
  return { session, ref: row.ref };
}

/** How an order stands: its goods and its money. */
export const stand = async (
  shop: Shop,
  number: string,
): Promise<{ state: string; money: string; paid: number; refunded: number }> => {
  const row = (await readOrderByNumber(shop.database.read, number))!;
  return { state: row.state, money: row.money, paid: Number(row.paid), refunded: Number(row.refunded) };
};

export async function work(shop: Shop): Promise<void> {
  for (let i = 0; i < 10 && (await runDueJobs(shop, JOB_KINDS)) > 0; i++);
}

export const letters = async (shop: Shop, kind: string): Promise<number> =>
  (
    await shop.database.read
      .selectFrom('jobs')
      .select('once')
      .where('once', 'like', `letter:${kind}:%`)
      .execute()
  ).length;

/** What the provider would send about a page now. */
export async function word(shop: Shop, session: string, id: string): Promise<string> {
  const told: ProviderWord = {
    kind: 'session',
    id,
    type: 'session',
    session: await practiceProvider.ask(shop, session),
  };
  return JSON.stringify(told);
}

export const tell = (shop: Shop, raw: string): Promise<Heard> =>
  hearEvent(shop, 'practice', raw, signPractice(shop, raw));

/** What the doctor finds broken; empty when every promise holds. */
export const ills = async (shop: Shop): Promise<readonly string[]> =>
  (await examine(shop)).flatMap((finding) => (finding.isWell ? [] : finding.examples));

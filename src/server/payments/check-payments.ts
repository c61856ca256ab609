/**
 * The daily check of payments, a job of the queue: reconciles with every provider on offer and asks what is owed.
 * What it cannot mend by itself is told to the shop's own mailbox, once for as long as it stays the same.
 */
import { createHash } from 'node:crypto';
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import { post } from '#server/mail/post.ts';
import { readShopName } from '#server/shop-name.ts';
import type { Shop } from '#server/shop.ts';
import { owedMoney, OWED_REMEDY } from './owed.ts';
import { offeredProviders } from './providers.ts';
import { differenceWords, reconcile } from './reconcile.ts';

const DAY = 86_400_000;
const DAYS_BACK = 7;

/** The chore: one check a day, however many processes ask for it. */
export async function askPaymentCheck(shop: Shop): Promise<void> {
  const at = shop.clock.now();
  const once = `check-payments:${Math.floor(at / DAY)}`;
  await shop.database.transaction((tx) => queueJobs(tx, at, [{ kind: 'check-payments', once, payload: {} }]));
  ringJobs(shop);
}

/** The job. `report` is told in one line that there is something to look at. Throws where a provider is away, after all the others were asked. */
export async function checkPayments(shop: Shop, report?: (line: string) => void): Promise<void> {
  const at = shop.clock.now();
  const lines: string[] = [];
  let trouble: unknown;
  for (const { choice } of offeredProviders(shop)) {
    try {
      const { differences } = await reconcile(shop, choice.id, at - DAYS_BACK * DAY);
      const left = differences.filter((difference) => !difference.isMended);
      lines.push(...left.map((difference) => `${choice.id}: ${differenceWords(difference)}`));
    } catch (error) {
      trouble ??= error;
    }
  }
  lines.push(...(await owedMoney(shop.database.read)));
  if (lines.length > 0) {
    report?.(`${lines.length} things about payments need a look; a letter names them.`);
    const once = `payments-letter:${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32)}`;
    await shop.database.transaction((tx) =>
      queueJobs(tx, at, [{ kind: 'payments-letter', once, payload: { lines } }]),
    );
    ringJobs(shop);
  }
  if (trouble !== undefined) throw trouble;
}

/** The job behind that letter. */
export async function sendPaymentsLetter(
  shop: Shop,
  payload: unknown,
  job: { readonly id: number; readonly once: string | null },
): Promise<void> {
  const { lines } = payload as { readonly lines: readonly string[] };
  const letter = {
    kind: 'payments-letter',
    to: shop.settings.MAIL_SHOP,
    subject: `Payments: ${lines.length} to look at`,
    heading: 'These payments need somebody',
    paragraphs: ['Amounts are in the smallest unit of their currency.', ...lines, OWED_REMEDY],
    closing: [await readShopName(shop)],
  };
  await post(shop, letter, job.once ?? `payments-letter-${job.id}`);
}

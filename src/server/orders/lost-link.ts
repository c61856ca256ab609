/**
 * A lost link is mailed again to the order's own address. Whoever asks learns nothing, not even from how long it took:
 * the request writes one job, whatever the address, and only the job looks whether there are orders.
 */
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';

const HOUR = 3_600_000;
const MOST_LINKS = 5;
const LONGEST_ADDRESS = 254;

/** One address is written to once an hour at most, however often it is asked for. */
export async function askLinks(shop: Shop, address: string): Promise<void> {
  const at = shop.clock.now();
  const email = address.trim().toLowerCase().slice(0, LONGEST_ADDRESS);
  const name = shop.secrets.sign('lost-link', email);
  const once = `links:${name}:${Math.floor(at / HOUR)}`;
  await shop.database.transaction((tx) => queueJobs(tx, at, [{ kind: 'links', once, payload: { email } }]));
  ringJobs(shop);
}

/** The job: a letter for each of the newest orders of the address. */
export async function mailLinks(shop: Shop, payload: unknown): Promise<void> {
  const { email } = payload as { readonly email: string };
  const at = shop.clock.now();
  const rows = await shop.database.read
    .selectFrom('orders')
    .select('id')
    .where('email', '=', email)
    .orderBy('placed_at', 'desc')
    .limit(MOST_LINKS)
    .execute();
  await shop.database.transaction((tx) =>
    queueJobs(
      tx,
      at,
      rows.map(({ id }) => ({
        kind: 'letter',
        once: `letter:order-link:${id}:${Math.floor(at / HOUR)}`,
        payload: { letter: 'order-link', order: id },
      })),
    ),
  );
  ringJobs(shop);
}

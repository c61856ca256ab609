/** What must be done again and again, by whichever process is there: each is safe to do twice at once. */
import type { Shop } from '#server/shop.ts';

export interface Chore {
  readonly name: string;
  /** Milliseconds between two times. */
  readonly every: number;
  readonly run: (shop: Shop) => Promise<void>;
}

const MINUTE = 60_000;

export const CHORES: readonly Chore[] = [{ name: 'sweep quotes', every: 10 * MINUTE, run: sweepQuotes }];

/** Quotes that no longer hold. */
async function sweepQuotes(shop: Shop): Promise<void> {
  await shop.database.transaction((tx) =>
    tx.deleteFrom('quotes').where('expires_at', '<', shop.clock.now()).execute(),
  );
}

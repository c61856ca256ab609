/** Idempotency keys: one row a checkout id, with the answer it got, byte for byte, for as long as its order lives. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { canonicalJson } from '#protocol/canonical.ts';
import { problem, PROBLEMS, type ProblemName } from '#protocol/problems.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { withLink } from '#server/orders/link.ts';

/** An answer ready to be sent; `replayed` says that it was given before. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
  readonly replayed: boolean;
}

/** SHA-256 over the canonical JSON of a request. */
export function fingerprintOf(request: unknown): string {
  return createHash('sha256').update(canonicalJson(request)).digest('hex');
}

/** The answer a known key gets; undefined when the key is new. */
export async function answerOfKey(
  shop: Shop,
  tx: Kysely<Tables>,
  key: string,
  fingerprint: string,
): Promise<StoredAnswer | undefined> {
  const row = await tx
    .selectFrom('checkouts')
    .select(['fingerprint', 'state', 'status', 'body'])
    .where('checkout_id', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.state === 'cancelled') return refusal('cancelled', { checkoutId: key });
  if (row.fingerprint !== fingerprint) return refusal('key-reuse', { checkoutId: key });
  return { status: row.status, body: withLink(shop, key, row.body), replayed: true };
}

/** A problem as an answer that is not stored. */
export function refusal(name: ProblemName, more: object = {}): StoredAnswer {
  return { status: PROBLEMS[name].status, body: JSON.stringify(problem(name, more)), replayed: false };
}

/** Stores the answer of a key in the transaction that makes it true. */
export async function storeAnswer(
  tx: Kysely<Tables>,
  key: string,
  answer: {
    readonly fingerprint: string;
    readonly state: 'placed' | 'attention' | 'cancelled';
    readonly status: number;
    readonly body: string;
    readonly order: number | null;
    readonly at: number;
  },
): Promise<void> {
  await tx
    .insertInto('checkouts')
    .values({
      checkout_id: key,
      fingerprint: answer.fingerprint,
      state: answer.state,
      status: answer.status,
      body: answer.body,
      order_id: answer.order,
      created_at: answer.at,
    })
    .execute();
}

/** Which pictures are still to be fetched: found in what imports brought, taken by one process at a time, retried with patience. */
import { sql } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { readBody } from '../stored-body.ts';
import type { Kept } from './keep-picture.ts';

const BATCH = 500;
const STEP = 2_000;
const LEASE = 120_000;
/** Waits before the next try of what may yet succeed; after the last it is given up. */
const RETRIES = [60_000, 600_000, 7_200_000, 86_400_000];

/** Writes down the picture addresses of products changed after `since`; answers the generation it has seen. */
export async function findWants(shop: Shop, since: number): Promise<number> {
  const { generation } = await shop.database.read
    .selectFrom('shop')
    .select('generation')
    .executeTakeFirstOrThrow();
  if (generation <= since) return since;
  for (let after = 0; ;) {
    // Bodies without pictures stay in the database, and each step is short: the shop goes on answering in between.
    const wanted = sql<string | null>`case when on_sale = 1 and body like ${'%"pictures":[{%'} then body end`;
    const rows = await shop.database.read
      .selectFrom('products')
      .select(['id', wanted.as('body')])
      .where('id', '>', after)
      .where('generation', '>', since)
      .orderBy('id')
      .limit(STEP)
      .execute();
    if (rows.length === 0) return generation;
    after = rows.at(-1)!.id;
    const uses = rows.flatMap(({ id, body }) =>
      body === null ? [] : addressesOf(body).map((address) => ({ address, product_id: id })),
    );
    if (uses.length > 0) await writeDown(shop, uses);
  }
}

/** Only what is fetched from elsewhere; a same-origin path is the merchant's own affair. */
function addressesOf(body: string): string[] {
  const all = readBody(body).pictures.map((picture) => picture.address);
  return [...new Set(all.filter((address) => /^https?:/i.test(address)))];
}

async function writeDown(
  shop: Shop,
  uses: readonly { address: string; product_id: number }[],
): Promise<void> {
  const now = shop.clock.now();
  const addresses = [...new Set(uses.map((use) => use.address))];
  await shop.database.transaction(async (tx) => {
    for (let i = 0; i < addresses.length; i += BATCH)
      await tx
        .insertInto('picture_fetches')
        .values(
          addresses
            .slice(i, i + BATCH)
            .map((address) => ({ address, state: 'waiting', attempts: 0, next_at: now, reason: null })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    for (let i = 0; i < uses.length; i += BATCH)
      await tx
        .insertInto('picture_uses')
        .values(uses.slice(i, i + BATCH))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  });
}

export interface Want {
  readonly address: string;
  readonly attempts: number;
}

/** Leases up to `most` due addresses to this process. */
export async function takeWants(shop: Shop, most: number): Promise<Want[]> {
  const now = shop.clock.now();
  const isDue = sql<boolean>`state = 'waiting' and next_at <= ${now}`;
  const any = await shop.database.read
    .selectFrom('picture_fetches')
    .select('address')
    .where(isDue)
    .limit(1)
    .execute();
  if (any.length === 0) return [];
  const passOver = shop.database.kind === 'postgres' ? sql`for update skip locked` : sql``;
  return shop.database.transaction(async (tx) => {
    const { rows } = await sql<Want>`
      update picture_fetches set next_at = ${now + LEASE}, attempts = attempts + 1
      where address in (select address from picture_fetches where ${isDue} order by next_at, address limit ${most} ${passOver})
      returning address, attempts`.execute(tx);
    return rows;
  });
}

/** Writes down how it went; a kept picture is known from this moment, and shown from the next generation on. */
export async function settleWant(shop: Shop, want: Want, kept: Kept): Promise<void> {
  const now = shop.clock.now();
  await shop.database.transaction(async (tx) => {
    if (kept.ok) {
      const picture = JSON.stringify(kept.picture);
      await tx
        .insertInto('pictures')
        .values({ address: want.address, picture })
        .onConflict((conflict) => conflict.column('address').doUpdateSet({ picture }))
        .execute();
    }
    const wait = RETRIES[want.attempts - 1];
    const state = kept.ok ? 'kept' : kept.isFinal || wait === undefined ? 'refused' : 'waiting';
    await tx
      .updateTable('picture_fetches')
      .set({ state, next_at: now + (wait ?? 0), reason: kept.ok ? null : kept.reason })
      .where('address', '=', want.address)
      .execute();
  });
}

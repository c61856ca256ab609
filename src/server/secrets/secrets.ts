/** Keys the shop makes for itself once and keeps in its database, so that several processes agree on them. */
import { createHmac, createSecretKey } from 'node:crypto';
import type { Random } from '#domain/time/clock.ts';
import type { Database } from '../database/database.ts';

export interface Secrets {
  /** HMAC-SHA-256 of `text` under the named key, base64url. `purpose` keeps uses apart. */
  sign(purpose: string, text: string): string;
}

export async function openSecrets(database: Database, random: Random): Promise<Secrets> {
  const fresh = Buffer.from(random.bytes(32)).toString('base64url');
  const key = await database.transaction(async (tx) => {
    await tx
      .insertInto('secrets')
      .values({ name: 'root', value: fresh })
      .onConflict((c) => c.doNothing())
      .execute();
    const row = await tx
      .selectFrom('secrets')
      .select('value')
      .where('name', '=', 'root')
      .executeTakeFirstOrThrow();
    return createSecretKey(row.value, 'base64url');
  });
  return {
    sign: (purpose, text) => createHmac('sha256', key).update(`${purpose}\0${text}`).digest('base64url'),
  };
}

/** Money the shop owes and nothing gives back by itself: somebody has to. Asked by the doctor, the command and the daily check. */
import { sql, type Kysely } from 'kysely';
import type { Tables } from '#server/database/tables.ts';

/** SQL of both databases: one text column `what` per debt, amounts in minor units. */
export const OWED = `
  select 'order ' || number || ' is ' || state || ': ' || (paid - refunded) || ' that was paid by transfer is to be given back' as what
    from orders where payment = 'invoice' and paid > refunded
      and (state = 'cancelled' or (state = 'returned' and refunded = 0))
  union all
  select 'refund ' || r.id || ' of order ' || o.number || ' was refused: ' || r.amount || ' did not go back' as what
    from refunds r join payments p on p.id = r.payment_id join orders o on o.id = p.order_id
    where r.state = 'failed' and p.refunded < p.amount
      and not exists (select 1 from refunds l where l.payment_id = r.payment_id and l.id > r.id and l.state <> 'failed')`;

export const OWED_REMEDY =
  '`payments refund NUMBER` asks the provider again; of an invoice, it notes that you gave the money back. What the provider keeps refusing, give back on its own pages: `payments reconcile` learns it.';

export async function owedMoney(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`${sql.raw(OWED)}`.execute(db);
  return rows.map((row) => row.what);
}

/** The doctor must be able to find something: each promise is broken on purpose, on both databases, and named. */
import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { examine } from '#server/backup/doctor.ts';
import { eachDatabase } from './each-database.ts';
import { environment, ills, openPage, order, work } from './paying.ts';
import { settlePractice } from '#server/payments/practice/practice.ts';
import { stockShelves } from './small-shop.ts';

const CANCELLED = `
  insert into order_events (order_id, at, kind, actor, detail) select id, placed_at, 'cancel', 'staff', '{}' from orders;
  update orders set state = 'cancelled'`;

/** What breaks a promise, and the promises that are broken by it. */
const HARM: readonly (readonly [string, string, readonly string[]])[] = [
  ['an order without its placed checkout', `update checkouts set state = 'attention'`, ['J1']],
  [
    'an answer that names another order',
    `update checkouts set body = replace(body, '"number":"', '"number":"X')`,
    ['J2'],
  ],
  ['a total that is not the sum of its parts', 'update orders set shipping = shipping + 1', ['J4']],
  ['a line that went missing', 'delete from order_lines', ['J4']],
  [
    'a tax that should be paid on top and is not',
    `update orders set tax = 500, quote = replace(quote, '"pricesIncludeTax":true', '"pricesIncludeTax":false')`,
    ['J4'],
  ],
  ['a line of more pieces than were taken', 'update order_lines set quantity = quantity + 6', ['sold']],
  [
    'a sale that the ledger forgot',
    `update variant_rows set on_hand = on_hand + 1 where id in (select variant_id from order_lines);
     update stock_moves set change = change + 1 where reason = 'order'`,
    ['sold'],
  ],
  ['an order cancelled without its parts going back', CANCELLED, ['sold']],
  ['an order shipped by nobody', `update orders set state = 'shipped'`, ['history']],
  ['an order in no state that there is', `update orders set state = 'flying'`, ['history']],
  ['an order without a history', 'delete from order_events', ['history']],
  [
    'an order nobody was written to about',
    `delete from jobs where once like 'letter:order-received:%'`,
    ['J6'],
  ],
  ['stock without a reason', 'update variant_rows set on_hand = on_hand + 1 where id = 101', ['J5']],
  ['money nobody paid', 'update orders set paid = paid + 1', ['money']],
  ['a refund nobody made', 'update orders set refunded = 1', ['money']],
  [
    'a refund the provider refused',
    `insert into refunds (payment_id, key, amount, reason, state, created_at) select id, 'x', 1, 'staff', 'failed', 0 from payments`,
    ['owed'],
  ],
  ['more back than was sold', 'update order_lines set returned = quantity + 1', ['returns']],
  ['a letter that was given up', `update jobs set state = 'dead' where kind = 'letter'`, ['letters']],
  ['a product of tomorrow', 'update product_rows set generation = 99', ['generation']],
];

eachDatabase('the doctor', (open) => {
  it('finds nothing where nothing is wrong, and each harm by its name', { timeout: 180_000 }, async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { secret } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    await work(shop);
    expect(await ills(shop)).toEqual([]);
    class Undone extends Error {}
    for (const [what, harm, names] of HARM) {
      // The doctor looks from inside the transaction that does the harm, which is then undone.
      const found: string[] = [];
      const hurt = shop.database.transaction(async (tx) => {
        for (const statement of harm.split(';')) await sql.raw(statement).execute(tx);
        const within = {
          ...shop,
          database: {
            ...shop.database,
            kind: shop.database.kind,
            snapshot: (work: (inner: typeof tx) => unknown) => work(tx),
          },
        };
        const findings = await examine(within as typeof shop);
        found.push(...findings.filter((one) => !one.isWell).map((one) => one.name));
        throw new Undone();
      });
      await expect(hurt).rejects.toThrow(Undone);
      expect(found, what).toEqual(names);
    }
    expect(await ills(shop)).toEqual([]);
  });
});

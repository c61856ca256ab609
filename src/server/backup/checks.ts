/**
 * The promises a database can be asked about: J1 to J6 of the checkout treaty, those of money and of the catalog. SQL of both databases.
 * J3 is a promise about devices (no intent silent for over 60 s online): the simulation proves it.
 */
import { PROGRESS } from '#domain/orders/states.ts';
import { OWED, OWED_REMEDY } from '#server/payments/owed.ts';

export interface Check {
  readonly name: string;
  readonly promise: string;
  /** Selects one text column `what` per thing that breaks the promise; `:now` stands for this moment. */
  readonly broken: string;
  readonly remedy: string;
}

const CALL = 'Keep a backup of this moment and look at the named rows before anything is changed by hand.';

/** What was sent is swept after 90 days (work/sweep.ts); of older orders nobody can tell. */
const LETTERS_KEPT = 80 * 24 * 3_600_000;

const quoted = (word: string) => `'${word}'`;

/** Pieces of each variant in each order: two lines may be of one. */
const SOLD =
  'select order_id, variant_id, min(sku) as sku, sum(quantity) as n from order_lines group by order_id, variant_id';

const moved = (...reasons: readonly string[]) =>
  `select source, variant_id, sum(change) as n from stock_moves where reason in (${reasons.map(quoted).join(', ')}) group by source, variant_id`;

/** Where each event of an order's history leads, by the state table. */
const LED_TO: ReadonlyMap<string, string> = new Map([
  ['placed', 'placed'],
  ...PROGRESS.steps.map(({ event, to }) => [event, to] as const),
]);

export const checks: readonly Check[] = [
  {
    name: 'J1',
    promise: 'There is one order for each placed checkout, and one placed checkout for each order.',
    broken: `
      select 'order ' || o.number || ' has no placed checkout' as what
        from orders o left join checkouts c on c.checkout_id = o.checkout_id and c.state = 'placed' and c.order_id = o.id
        where c.checkout_id is null
      union all
      select 'placed checkout without its order, made at ' || c.created_at as what
        from checkouts c left join orders o on o.id = c.order_id
        where c.state = 'placed' and o.id is null`,
    remedy: CALL,
  },
  {
    name: 'J2',
    promise: 'Every "placed" that was answered names the order that stands, with its total.',
    broken: `
      select 'the stored answer of order ' || o.number || ' says something else: ' || c.body as what
        from checkouts c join orders o on o.id = c.order_id
        where c.state = 'placed' and (c.status <> 201
          or c.body not like '%"number":"' || o.number || '"%' or c.body not like '%"total":' || o.total || ',%')`,
    remedy: CALL,
  },
  {
    name: 'J4',
    promise: "An order's parts sum to the total the shopper confirmed.",
    broken: `
      select 'order ' || o.number || ' totals ' || o.total || ', its parts ' || (o.subtotal - o.discount + o.shipping + o.tax) as what
        from orders o where o.total <> o.subtotal - o.discount + o.shipping
          + case when o.quote like '%"pricesIncludeTax":true%' then 0 else o.tax end
      union all
      select 'lines of order ' || o.number || ' sum to ' || sum(l.total) || ', its subtotal is ' || o.subtotal as what
        from orders o join order_lines l on l.order_id = o.id
        group by o.id, o.number, o.subtotal having sum(l.total) <> o.subtotal
      union all
      select 'order ' || o.number || ' has no lines' as what
        from orders o where not exists (select 1 from order_lines l where l.order_id = o.id)`,
    remedy: CALL,
  },
  {
    name: 'J5',
    promise: 'Stock is the sum of its ledger, and never below zero unless it may be backordered.',
    broken: `
      select 'variant ' || v.id || ' (' || v.sku || ') has ' || v.on_hand || ' on hand, its ledger says ' || coalesce(m.sum, 0) as what
        from variant_rows v
        left join (select variant_id, sum(change) as sum from stock_moves group by variant_id) m on m.variant_id = v.id
        where v.on_hand <> coalesce(m.sum, 0)
      union all
      select 'variant ' || id || ' (' || sku || ') has ' || on_hand || ' on hand' as what
        from variants where on_hand < 0 and backorder = 0`,
    remedy: 'Count the shelf and book the difference as a correction; the ledger then says who and why.',
  },
  {
    name: 'sold',
    promise: 'What the ledger says was sold is what the orders say, and what was cancelled went back.',
    broken: `
      select 'order ' || o.number || ' has ' || l.n || ' of ' || l.sku || ', the ledger says ' || coalesce(-m.n, 0) as what
        from (${SOLD}) l join orders o on o.id = l.order_id
        left join (${moved('order')}) m on m.source = o.number and m.variant_id = l.variant_id
        where coalesce(-m.n, 0) <> l.n
      union all
      select 'cancelled order ' || o.number || ' gave back ' || coalesce(m.n, 0) || ' of ' || l.n || ' ' || l.sku as what
        from (${SOLD}) l join orders o on o.id = l.order_id and o.state = 'cancelled'
        left join (${moved('cancel', 'expiry')}) m on m.source = o.number and m.variant_id = l.variant_id
        where coalesce(m.n, 0) <> l.n`,
    remedy: CALL,
  },
  {
    name: 'history',
    promise: "An order is where its history's last step led.",
    broken: `
      select 'order ' || o.number || ' is ' || o.state || ', its history ends with ' || coalesce(e.kind, 'nothing') as what
        from orders o
        left join (select order_id, max(id) as id from order_events
          where kind in (${[...LED_TO.keys()].map(quoted).join(', ')}) group by order_id) last on last.order_id = o.id
        left join order_events e on e.id = last.id
        where coalesce(case e.kind ${[...LED_TO].map(([kind, state]) => `when ${quoted(kind)} then ${quoted(state)}`).join(' ')} end, '') <> o.state`,
    remedy: CALL,
  },
  {
    name: 'J6',
    promise:
      'Each order has its two letters, sent or waiting, and no letter or event waits twice for the same reason.',
    broken: `
      select 'order ' || o.number || ' has no letter ' || l.letter as what
        from orders o cross join (select 'order-received' as letter union all select 'order-notice') l
        where o.placed_at > :now - ${LETTERS_KEPT}
          and not exists (select 1 from jobs j where j.once = 'letter:' || l.letter || ':' || o.id)
      union all
      select 'job ' || kind || ' is there ' || count(*) || ' times for ' || once as what
        from jobs where once is not null group by kind, once having count(*) > 1`,
    remedy: CALL,
  },
  {
    name: 'money',
    promise: 'What an order counts as paid and given back is what its payments and refunds say.',
    broken: `
      select 'order ' || o.number || ' counts ' || o.paid || ' as paid, its payments sum to ' || coalesce(p.paid, 0) as what
        from orders o
        left join (select order_id, sum(amount) as paid from payments
          where state = 'paid' and id not in (select payment_id from refunds where reason = 'double') group by order_id) p
          on p.order_id = o.id
        where o.payment <> 'invoice' and o.paid <> coalesce(p.paid, 0)
      union all
      select 'order ' || o.number || ' counts ' || o.refunded || ' as given back, its refunds sum to ' || coalesce(r.back, 0) as what
        from orders o
        left join (select p.order_id, sum(r.amount) as back from refunds r join payments p on p.id = r.payment_id
          where r.state = 'done' and r.reason <> 'double' group by p.order_id) r on r.order_id = o.id
        where o.payment <> 'invoice' and o.refunded <> coalesce(r.back, 0)
      union all
      select 'payment ' || p.id || ' promised ' || p.refunded || ' back, its refunds sum to ' || coalesce(r.back, 0) as what
        from payments p
        left join (select payment_id, sum(amount) as back from refunds where state <> 'failed' group by payment_id) r
          on r.payment_id = p.id
        where p.refunded <> coalesce(r.back, 0)
      union all
      select 'order ' || number || ' gave back ' || refunded || ' of ' || paid as what from orders where refunded > paid`,
    remedy: 'Run `payments reconcile` for its provider: what was missed is learned, what differs is named.',
  },
  {
    name: 'owed',
    promise: 'What was paid for cancelled and returned orders went back, and no refund was refused.',
    broken: OWED,
    remedy: OWED_REMEDY,
  },
  {
    name: 'returns',
    promise: 'No more pieces of a line came back than were sold.',
    broken: `
      select 'line ' || l.sku || ' of order ' || o.number || ': ' || l.returned || ' of ' || l.quantity || ' came back' as what
        from order_lines l join orders o on o.id = l.order_id where l.returned > l.quantity`,
    remedy: CALL,
  },
  {
    name: 'letters',
    promise: 'No letter was given up.',
    broken: `select 'job ' || id || ' (' || kind || ') gave up after ' || attempts || ' attempts: ' || coalesce(last_error, '') as what from jobs where state = 'dead'`,
    remedy: 'Mend what the message names (mail server, address), then send the dead jobs again.',
  },
  {
    name: 'generation',
    promise: 'No product or category is newer than the catalog itself.',
    broken: `
      select 'product ' || p.slug || ' is of generation ' || p.generation as what
        from products p, shop s where p.generation > s.generation
      union all
      select 'category ' || c.path || ' is of generation ' || c.generation as what
        from categories c, shop s where c.generation > s.generation`,
    remedy: CALL,
  },
];

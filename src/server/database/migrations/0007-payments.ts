/** Attempts to pay an order, what providers told of them, refunds, and the practice provider's own side. */
export const name = '0007-payments';

export const statements = `
create table payments (
  id {id},
  order_id {int} not null references orders (id),
  attempt {int} not null,
  provider text not null,
  ref text not null unique,
  session text,
  address text,
  charge text,
  amount {int} not null check (amount > 0),
  refunded {int} not null default 0,
  currency text not null,
  state text not null,
  created_at {int} not null,
  expires_at {int} not null,
  asked_at {int} not null,
  unique (order_id, attempt),
  unique (provider, session),
  check (refunded >= 0 and refunded <= amount)
){strict};
create index payments_by_state on payments (state, asked_at);
create index payments_by_charge on payments (provider, charge);
create table payment_events (
  provider text not null,
  event_id text not null,
  kind text not null,
  session text not null,
  at {int} not null,
  primary key (provider, event_id)
){strict};
create table refunds (
  id {id},
  payment_id {int} not null references payments (id),
  key text not null unique,
  amount {int} not null check (amount > 0),
  reason text not null,
  reference text,
  state text not null,
  created_at {int} not null
){strict};
create index refunds_by_payment on refunds (payment_id);
create table practice_sessions (
  id text not null primary key,
  once text not null unique,
  body text not null,
  state text not null,
  charge text,
  created_at {int} not null,
  expires_at {int} not null
){strict};
create table practice_refunds (
  id text not null primary key,
  once text not null unique,
  session text not null,
  amount {int} not null,
  created_at {int} not null
){strict};
`;

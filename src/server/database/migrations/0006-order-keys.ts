/** Events that may be told twice (a webhook, a refund's button) carry a key and happen once. */
export const name = '0006-order-keys';

export const statements = `
alter table order_events add column once text;
create unique index order_events_once on order_events (once);
`;

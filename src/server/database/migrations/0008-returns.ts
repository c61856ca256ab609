/** Returns by line and quantity: how many pieces of each line have come back. */
export const name = '0008-returns';

export const statements = `
alter table order_lines add column returned {int} not null default 0 check (returned >= 0);
`;

/** `order`: one order, what happened to it, and the steps staff take with it. */
import { parseArgs } from 'node:util';
import { readOrderNumber } from '#domain/orders/order-number.ts';
import type { ProgressEvent } from '#domain/orders/states.ts';
import { formatMinor } from '#domain/money/money.ts';
import { changeProgress } from '#server/orders/change-progress.ts';
import { recordPayment } from '#server/orders/money.ts';
import { describeOrder, readOrderByNumber, type OrderRow } from '#server/orders/read-order.ts';
import type { Shop } from '#server/shop.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `order NUMBER                  shows it with its history
order NUMBER pack | unpack | deliver | cancel
order NUMBER ship [--carrier NAME] [--code CODE] [--url ADDRESS] [--part]
order NUMBER return [--part] [--restock]   --restock puts all its parts back on the shelf
order NUMBER paid             an invoice was paid in full

Each step is checked against the order's state; letters go out by themselves.`;

const EVENTS: Readonly<Record<string, ProgressEvent>> = {
  pack: 'pack',
  unpack: 'unpack',
  ship: 'ship',
  deliver: 'deliver',
  cancel: 'cancel',
  return: 'return',
};

export const command: Command = {
  about: 'one order: show, pack, ship, cancel, return',
  usage: USAGE,
  async run(args) {
    const { number, step, flags } = read(args);
    return withShop(async (shop) => {
      const row = await readOrderByNumber(shop.database.read, number);
      if (!row) {
        console.error(`There is no order ${number}.`);
        return 1;
      }
      const refusal = step === undefined ? undefined : await take(shop, row, step, flags);
      if (refusal) {
        console.error(refusal);
        return 1;
      }
      await show(shop, number);
      return 0;
    });
  },
};

type Flags = ReturnType<typeof parse>['values'];

/** Takes the step; gives a sentence when it may not be taken. */
async function take(shop: Shop, row: OrderRow, step: string, flags: Flags): Promise<string | undefined> {
  if (step === 'paid') {
    const amount = row.total - row.paid;
    if (amount <= 0) return `Order ${row.number} is paid already.`;
    const told = await recordPayment(shop, { order: row.id, amount, key: 'by-hand', actor: 'staff' });
    return told.ok ? undefined : `Order ${row.number} cannot be paid now: its money is "${row.money}".`;
  }
  const event = flags.part ? (`${EVENTS[step]}-part` as ProgressEvent) : EVENTS[step];
  if (!event) throw new UsageError(USAGE);
  const restock =
    flags.restock && step === 'return'
      ? await shop.database.read
          .selectFrom('order_lines')
          .select(['variant_id as variant', 'quantity as n'])
          .where('order_id', '=', row.id)
          .execute()
      : undefined;
  const { carrier, code, url } = flags;
  if (url && !/^https:\/\//.test(url)) throw new UsageError('--url must begin with https://');
  const changed = await changeProgress(shop, {
    order: row.id,
    event,
    actor: 'staff',
    ...(step === 'ship' && {
      detail: { ...(carrier && { carrier }), ...(code && { code }), ...(url && { url }) },
    }),
    ...(restock && { restock }),
  });
  if (changed.ok) return undefined;
  return changed.reason === 'unpaid'
    ? `Order ${row.number} is not paid yet, so it is not packed.`
    : `Order ${row.number} is "${row.state}": it cannot be told to ${step} now.`;
}

async function show(shop: Shop, number: string): Promise<void> {
  const row = await readOrderByNumber(shop.database.read, number);
  if (!row) return;
  const order = await describeOrder(shop.database.read, row);
  const money = (amount: number) => formatMinor(amount, order.currency);
  console.log(`${order.number}  ${order.progress}, ${order.money}  ${money(order.total)}`);
  console.log(
    `${order.contact.name} <${order.contact.email}>, ${order.address.street}, ${order.address.city}, ${order.address.country}`,
  );
  for (const line of order.lines)
    console.log(
      `  ${String(line.quantity).padStart(6)} x ${line.title}  ${line.sku}  ${money(line.total)}${line.note && `  (${line.note})`}`,
    );
  for (const event of order.events) console.log(`  ${new Date(event.at).toISOString()}  ${event.kind}`);
}

function read(args: string[]) {
  try {
    const { values, positionals } = parse(args);
    const number = readOrderNumber(positionals[0] ?? '');
    if (!number || positionals.length > 2) throw new UsageError(USAGE);
    return { number, step: positionals[1], flags: values };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      carrier: { type: 'string' },
      code: { type: 'string' },
      url: { type: 'string' },
      part: { type: 'boolean' },
      restock: { type: 'boolean' },
    },
  });
}

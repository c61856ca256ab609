/** `order`: one order, what happened to it, and the steps staff take with it. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readOrderNumber } from '#domain/orders/order-number.ts';
import { returnedSoFar } from '#domain/orders/return-value.ts';
import type { ProgressEvent } from '#domain/orders/states.ts';
import { currencyOf, formatMinor } from '#domain/money/money.ts';
import { changeProgress } from '#server/orders/change-progress.ts';
import { recordPayment } from '#server/orders/money.ts';
import { describeOrder, readOrderByNumber, type OrderRow } from '#server/orders/read-order.ts';
import { returnLines } from '#server/orders/return-lines.ts';
import { isPaper, orderPaper, type PaperKind } from '#server/papers/order-paper.ts';
import type { Shop } from '#server/shop.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `order NUMBER                  shows it with its history
order NUMBER pack | unpack | deliver | cancel
order NUMBER ship [--carrier NAME] [--code CODE] [--url ADDRESS] [--part]
order NUMBER return [SKU[=PIECES]...] [--restock] [--refund]
                              these came back (without a SKU: everything); --restock puts them back on the shelf,
                              --refund gives back what was paid for them
order NUMBER paid             an invoice was paid in full
order NUMBER slip | invoice [--out FILE]   writes it as a page to print (FILE - is standard output)

Each step is checked against the order's state; letters go out by themselves.`;

const EVENTS: Readonly<Record<string, ProgressEvent>> = {
  pack: 'pack',
  unpack: 'unpack',
  ship: 'ship',
  deliver: 'deliver',
  cancel: 'cancel',
};

export const command: Command = {
  about: 'one order: show, pack, ship, cancel, return, slip, invoice',
  usage: USAGE,
  async run(args) {
    const { number, step, rest, flags } = read(args);
    return withShop(async (shop) => {
      const row = await readOrderByNumber(shop.database.read, number);
      if (!row) {
        console.error(`There is no order ${number}.`);
        return 1;
      }
      if (isPaper(step)) return print(shop, number, step, flags.out);
      const refusal =
        step === undefined
          ? undefined
          : step === 'return'
            ? await takeBack(shop, row, rest, flags)
            : await take(shop, row, step, flags);
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
    if (row.state === 'returned') return `All of order ${row.number} came back: nothing of it is to be paid.`;
    // Nobody pays for what they sent back.
    const { quote, lines } = await describeOrder(shop.database.read, row);
    const amount = row.total - returnedSoFar(quote, lines) - row.paid;
    if (row.paid > 0 || amount <= 0) return `Order ${row.number} is paid already.`;
    const told = await recordPayment(shop, { order: row.id, amount, key: 'by-hand', actor: 'staff' });
    return told.ok ? undefined : `Order ${row.number} cannot be paid now: its money is "${row.money}".`;
  }
  const event = flags.part ? (`${EVENTS[step]}-part` as ProgressEvent) : EVENTS[step];
  if (!event) throw new UsageError(USAGE);
  const { carrier, code, url } = flags;
  if (url && !/^https:\/\//.test(url)) throw new UsageError('--url must begin with https://');
  const changed = await changeProgress(shop, {
    order: row.id,
    event,
    actor: 'staff',
    ...(step === 'ship' && {
      detail: { ...(carrier && { carrier }), ...(code && { code }), ...(url && { url }) },
    }),
  });
  if (changed.ok) return undefined;
  if (changed.reason === 'unpaid') return `Order ${row.number} is not paid yet, so it is not packed.`;
  return changed.reason === 'given-back'
    ? `All that was paid for order ${row.number} was given back, so it is not packed; "order ${row.number} cancel" frees its parts.`
    : `Order ${row.number} is "${row.state}": it cannot be told to ${step} now.`;
}

const NO_RETURN = {
  'no-order': 'There is no such order.',
  nothing: 'Everything of it came back already.',
  'too-many': 'More pieces than are still with the buyer.',
  'not-now': 'Only what was sent can come back.',
} as const;

/** `rest` names lines: "SKU" is the whole line, "SKU=2" two pieces of it. */
async function takeBack(
  shop: Shop,
  row: OrderRow,
  rest: readonly string[],
  flags: Flags,
): Promise<string | undefined> {
  const { lines } = await describeOrder(shop.database.read, row);
  const wished = rest.map((word) => {
    const [, sku = '', pieces] = /^(.*?)(?:=(\d+))?$/.exec(word) ?? [];
    const position = lines.findIndex((line) => line.sku === sku);
    const line = lines[position];
    if (!line) throw new UsageError(`Order ${row.number} has no part with the SKU "${sku}".`);
    return { position, n: pieces === undefined ? line.quantity - (line.returned ?? 0) : Number(pieces) };
  });
  const returned = await returnLines(shop, {
    order: row.id,
    ...(wished.length > 0 && { lines: wished }),
    restock: flags.restock ?? false,
    refund: flags.refund ?? false,
    key: Buffer.from(shop.random.bytes(12)).toString('base64url'),
  });
  if (!returned.ok) return NO_RETURN[returned.reason];
  console.log(refundWords(row, returned, flags.refund ?? false));
  return undefined;
}

function refundWords(
  row: OrderRow,
  returned: { readonly value: number; readonly givesBack: number },
  isAsked: boolean,
): string {
  const money = (amount: number) => formatMinor(amount, currencyOf(row.currency));
  const value = money(returned.value);
  if (row.paid === 0) return `What came back was sold for ${value}; nothing was paid yet.`;
  if (!isAsked)
    return `What came back was paid with ${value}; "payments refund ${row.number}" gives money back.`;
  const words = `${money(returned.givesBack)} will be given back while the shop is open`;
  return returned.givesBack === returned.value
    ? `${words}.`
    : `${words}: that is all that is left of what was paid; what came back was paid with ${value}.`;
}

async function print(
  shop: Shop,
  number: string,
  kind: PaperKind,
  out = `${kind}-${number}.html`,
): Promise<number> {
  const html = (await orderPaper(shop, number, kind)) ?? '';
  if (out === '-') process.stdout.write(html);
  else {
    await writeFile(out, html, { mode: 0o600 });
    console.log(`Written: ${out}. Open it in a browser and print it.`);
  }
  return 0;
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
      `  ${String(line.quantity).padStart(6)} x ${line.title}  ${line.sku}  ${money(line.total)}${line.note && `  (${line.note})`}${line.returned ? `  ${line.returned} sent back` : ''}`,
    );
  for (const event of order.events) console.log(`  ${new Date(event.at).toISOString()}  ${event.kind}`);
}

function read(args: string[]) {
  try {
    const { values, positionals } = parse(args);
    const number = readOrderNumber(positionals[0] ?? '');
    const [, step, ...rest] = positionals;
    if (!number || (rest.length > 0 && step !== 'return')) throw new UsageError(USAGE);
    return { number, step, rest, flags: values };
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
      refund: { type: 'boolean' },
      out: { type: 'string' },
    },
  });
}

/** `payments`: compares what a provider says with what stands here, and gives money back. */
import { parseArgs } from 'node:util';
import { currencyOf, formatMinor, microPerMinor, parseMicro } from '#domain/money/money.ts';
import { providerOf } from '#server/payments/providers.ts';
import { owedMoney, OWED_REMEDY } from '#server/payments/owed.ts';
import { differenceWords, reconcile } from '#server/payments/reconcile.ts';
import { refundOrder } from '#server/payments/refund-order.ts';
import type { Shop } from '#server/shop.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `payments reconcile PROVIDER [--days N] [--json]
payments refund NUMBER [AMOUNT] [--key KEY]

reconcile  compares every payment and refund of the last N days (default 7) with the provider (stripe, practice),
           learns what was missed, and names every difference and what the shop owes; exit code 1 when one is left
refund     gives AMOUNT (12.50; default: all that is left) of an order back through the provider it was paid by,
           or notes that you gave it back, where it was paid by invoice;
           the same KEY asks only once`;

const REASONS = {
  'no-order': 'There is no order of this number.',
  'nothing-paid': 'Nothing was paid for this order yet.',
  'too-much': 'That is more than is left of what was paid.',
} as const;

export const command: Command = {
  about: 'reconcile payments with their provider, refund',
  usage: USAGE,
  async run(args) {
    const { positionals, values } = read(args);
    const [what, name, amount] = positionals;
    if (what === 'reconcile' && name && providerOf(name)) {
      const days = Number(values.days);
      if (!(days > 0)) throw new UsageError('--days must be a number above 0.');
      return withShop((shop) => compare(shop, name, days, values.json));
    }
    if (what === 'refund' && name) return withShop((shop) => giveBack(shop, name, amount, values.key));
    throw new UsageError(USAGE);
  },
};

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        days: { type: 'string', default: '7' },
        json: { type: 'boolean', default: false },
        key: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function compare(shop: Shop, name: string, days: number, isJson: boolean): Promise<number> {
  const result = await reconcile(shop, name, shop.clock.now() - days * 86_400_000);
  const left = result.differences.filter((difference) => !difference.isMended);
  const owed = await owedMoney(shop.database.read);
  if (isJson) console.log(JSON.stringify({ ...result, owed }, null, 2));
  else {
    console.log(
      `${result.pages} pages and ${result.refunds} refunds at ${name}; ${result.differences.length} differences.`,
    );
    for (const difference of result.differences) console.log(`  ${differenceWords(difference)}`);
    for (const what of owed) console.log(`  ${what}`);
    if (owed.length > 0) console.log(OWED_REMEDY);
  }
  return left.length + owed.length > 0 ? 1 : 0;
}

async function giveBack(
  shop: Shop,
  number: string,
  amount: string | undefined,
  key: string | undefined,
): Promise<number> {
  const micro = amount === undefined ? undefined : parseMicro(amount);
  if (
    amount !== undefined &&
    (micro === undefined || micro <= 0 || micro % microPerMinor(shop.currency) !== 0)
  )
    throw new UsageError(`"${amount}" is no amount in ${shop.currency.code}.`);
  const refunded = await refundOrder(shop, {
    number,
    ...(micro !== undefined && { amount: micro / microPerMinor(shop.currency) }),
    key: key ?? Buffer.from(shop.random.bytes(12)).toString('base64url'),
  });
  if (!refunded.ok) {
    console.error(REASONS[refunded.reason]);
    return 1;
  }
  console.log(
    `${formatMinor(refunded.amount, currencyOf(shop.currency.code))} of ${number} will be given back while the shop is open.`,
  );
  return 0;
}

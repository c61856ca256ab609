/** `sale`: prices that hold for a while. */
import { parseArgs } from 'node:util';
import { formatMicro, parseMicro } from '#domain/money/money.ts';
import { readMoment } from '#server/catalog/reader/moment.ts';
import { listSales, setSale } from '#server/catalog/sales/set-sale.ts';
import type { Shop } from '#server/shop.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `sale [--json]                                  lists every sale price, now and to come
sale SKU PRICE [--from DATE] [--until DATE]   this part costs PRICE meanwhile
sale SKU none                                 its sale ends now

DATE is 2026-11-27 or "2026-11-27 09:00" (UTC); a day given as the end is still part of the sale.
Pages follow within seconds; orders are charged by the dates themselves.`;

const REASONS = {
  'no-variant': 'There is no part on sale with this SKU.',
  several: 'More than one part has this SKU; give each its own first.',
  'not-lower': 'The sale price must be lower than the price.',
  'no-time': 'The sale would end before it begins, or has ended already.',
} as const;

export const command: Command = {
  about: 'sale prices with dates',
  usage: USAGE,
  async run(args) {
    const { sku, price, from, until, json } = read(args);
    return withShop(async (shop) => {
      if (sku === undefined) return list(shop, json);
      const unitPrice = price === 'none' ? undefined : parseMicro(price ?? '');
      if (price !== 'none' && (unitPrice === undefined || unitPrice < 0))
        throw new UsageError(`"${price ?? ''}" is no price.\n\n${USAGE}`);
      const sale = unitPrice === undefined ? undefined : { unitPrice, ...from, ...until };
      const set = await setSale(shop, sku, sale);
      if (!set.ok) {
        console.error(REASONS[set.reason]);
        return 1;
      }
      console.log(
        `${set.title} (${sku}): ${sale ? 'sale price set' : 'no sale any more'}. undo ${set.generation} takes it back.`,
      );
      return 0;
    });
  },
};

async function list(shop: Shop, isJson: boolean): Promise<number> {
  const sales = await listSales(shop);
  if (isJson) console.log(JSON.stringify(sales, null, 2));
  else if (sales.length === 0) console.log('No part has a sale price.');
  const day = (at: number | undefined, open: string) =>
    at === undefined ? open : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  for (const sale of isJson ? [] : sales)
    console.log(
      `${sale.sku.padEnd(20)} ${formatMicro(sale.unitPrice, shop.currency)} instead of ${formatMicro(sale.listPrice, shop.currency)}, ` +
        `${day(sale.from, 'since ever')} to ${day(sale.until, 'no end')}${sale.isNow ? ', now' : ''}  ${sale.title}`,
    );
  return 0;
}

function read(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        until: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [sku, price] = positionals;
    if (positionals.length > 2 || positionals.length === 1) throw new UsageError(USAGE);
    const moment = (text: string | undefined, isEnd: boolean): number | undefined => {
      if (text === undefined) return undefined;
      const at = readMoment(text, isEnd);
      if (at === undefined) throw new UsageError(`"${text}" is no date.\n\n${USAGE}`);
      return at;
    };
    const from = moment(values.from, false);
    const until = moment(values.until, true);
    return {
      sku,
      price,
      from: from === undefined ? {} : { from },
      until: until === undefined ? {} : { until },
      json: values.json,
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** `rates`: the tables prices are reckoned with - delivery, tax, coupons - shown, imported, or begun from a sample. */
import { readFile } from 'node:fs/promises';
import { loadPricingTables, savePricingTable } from '#server/pricing/pricing-tables.ts';
import { listCoupons, saveCoupons } from '#server/pricing/coupons.ts';
import { readCoupons, readDeliveryTable, readTaxTable, type ReadTable } from '#server/pricing/read-tables.ts';
import { SAMPLE_TAXES } from '#server/pricing/sample-taxes.ts';
import type { Shop } from '#server/shop.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `rates delivery|tax|coupons            shows what holds now, as JSON
rates delivery|tax|coupons FILE.json  checks the file and puts it in force
rates tax sample-us|sample-eu         puts a sample tax table in force; check it before you sell

Prices are in minor units (cents), percentages in millionths (19 % is 190000), weights in grams, times in
milliseconds since 1970. Quotes given before a change hold until they end.`;

export const command: Command = {
  about: 'delivery, tax and coupons',
  usage: USAGE,
  async run([what, source, ...rest]) {
    if (!what || !['delivery', 'tax', 'coupons'].includes(what) || rest.length > 0)
      throw new UsageError(USAGE);
    return withShop(async (shop) => {
      if (source === undefined) {
        console.log(JSON.stringify(await shown(shop, what), null, 2));
        return 0;
      }
      const count = await imported(shop, what, source);
      console.log(`${what}: ${count} in force.`);
      return 0;
    });
  },
};

async function shown(shop: Shop, what: string): Promise<unknown> {
  if (what === 'coupons') return listCoupons(shop);
  const tables = await loadPricingTables(shop, shop.database.read);
  return what === 'delivery' ? tables.delivery : tables.tax;
}

/** How many zones, rates or coupons now hold. */
async function imported(shop: Shop, what: string, source: string): Promise<string> {
  if (what === 'tax') {
    const sample = /^sample-(us|eu)$/.exec(source)?.[1] as 'us' | 'eu' | undefined;
    const table = sample ? SAMPLE_TAXES[sample] : good(readTaxTable(await readJson(source)));
    await savePricingTable(shop, 'tax', table);
    return `${table.rates.length} rates (${table.source})`;
  }
  if (what === 'delivery') {
    const table = good(readDeliveryTable(await readJson(source)));
    await savePricingTable(shop, 'delivery', table);
    return `${table.zones.length} zones`;
  }
  const coupons = good(readCoupons(await readJson(source)));
  await saveCoupons(shop, coupons);
  return `${coupons.length} coupons`;
}

function good<T>(read: ReadTable<T>): T {
  if (read.ok) return read.table;
  throw new UsageError(
    `Nothing was changed. Wrong in the file:\n${read.faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

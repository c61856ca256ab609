/**
 * What an order would cost, reckoned on this device by the server's own code from the kept catalog and the manifest's
 * tables. An estimate: it has no quoteId, knows no stock and no coupons, and the server's word may differ by name.
 */
import { allowedQuantity } from '#domain/catalog/price-breaks.ts';
import type { LineSnapshot } from '#domain/cart/line.ts';
import { priceQuote, type PricedLine } from '#domain/pricing/price-quote.ts';
import { taxClassOf } from '#domain/pricing/tax.ts';
import type { QuoteAnswer, QuoteRequestInput } from '#protocol/checkout.ts';
import { readManifest } from '../catalog/manifest-store.ts';
import { findBySlug, readShelf } from '../catalog/read-catalog.ts';
import type { DeviceDatabase } from '../database.ts';

interface Known {
  readonly line: PricedLine;
  readonly title: string;
  readonly options: readonly string[];
}

/** Undefined when the tables were never heard, or a line is not known here, off sale, or not sold in this quantity. */
export async function estimateQuote(
  database: DeviceDatabase,
  request: QuoteRequestInput,
  snapshots: readonly LineSnapshot[],
  now: number,
): Promise<QuoteAnswer | undefined> {
  const manifest = await readManifest(database);
  const pricing = manifest.ok ? manifest.value?.manifest.pricing : undefined;
  if (!pricing) return undefined;
  const known: Known[] = [];
  for (const { variant, n } of request.lines) {
    const snapshot = snapshots.find((one) => one.variant === variant);
    if (!snapshot?.isOnSale || allowedQuantity(snapshot, n) !== n) return undefined;
    const kept = await keptVariant(database, snapshot);
    known.push({
      line: {
        variant: { id: variant, unitPrice: snapshot.unitPrice, breaks: snapshot.breaks, ...kept.weight },
        n,
        taxClass: taxClassOf(pricing.tax, kept.category),
      },
      title: snapshot.title,
      options: snapshot.options,
    });
  }
  const { country, region = '', postalCode = '' } = request.destination ?? pricing.destination;
  const input = {
    currency:
      manifest.ok && manifest.value
        ? manifest.value.manifest.currency
        : { code: 'USD', decimals: 2 as const },
    lines: known.map((one) => one.line),
    destination: { country, region, postalCode },
    coupons: [],
    delivery: pricing.delivery,
    tax: pricing.tax,
    at: now,
  };
  let quote = priceQuote({ ...input, ...(request.shipping && { shipping: request.shipping }) });
  if (!quote.delivery && quote.choices.length > 0) quote = priceQuote(input);
  return {
    v: 1,
    expiresAt: now,
    at: now,
    destination: input.destination,
    quote,
    titles: Object.fromEntries(
      known.map(({ line, title, options }) => [String(line.variant.id), { title, options }]),
    ),
    troubles: [],
    payments: pricing.payments,
  };
}

/** Weight and category, where the catalog on this device knows the part. */
async function keptVariant(database: DeviceDatabase, snapshot: LineSnapshot) {
  const found = await readShelf(database, (shelf, tx) => findBySlug(shelf, tx, snapshot.slug));
  const weight = found?.product.variants.find((one) => one.id === snapshot.variant)?.weight;
  return {
    weight: weight === undefined ? {} : { weight },
    category: found?.product.crumbs.at(-1)?.path ?? '',
  };
}

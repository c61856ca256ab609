/** A shop with a handful of known parts, and intents a shopper of it would send. */
import { randomBytes } from 'node:crypto';
import type { IntentInput, PlacedAnswer, QuoteAnswer } from '#protocol/checkout.ts';
import { placeOrder } from '#server/checkout/place-order.ts';
import type { StoredAnswer } from '#server/checkout/keys.ts';
import { makeQuote } from '#server/checkout/make-quote.ts';
import type { Shop } from '#server/shop.ts';

export interface Part {
  readonly id: number;
  readonly title: string;
  /** Micro-units. */
  readonly price: number;
  readonly stock: number;
  readonly breaks?: readonly { from: number; unitPrice: number }[];
  readonly minimum?: number;
  readonly multiple?: number;
  readonly backorder?: boolean;
  readonly weight?: number;
  readonly category?: string;
}

export const WOOFER: Part = { id: 101, title: 'Woofer 165', price: 48_200_000, stock: 5, weight: 1900 };
export const CAPACITOR: Part = {
  id: 102,
  title: 'Capacitor 2.2 µF',
  price: 2_700,
  stock: 10_000,
  breaks: [{ from: 100, unitPrice: 1_900 }],
  weight: 1,
};
export const WIRE: Part = {
  id: 103,
  title: 'Wire by the metre',
  price: 900_000,
  stock: 0,
  minimum: 5,
  multiple: 5,
  backorder: true,
};

/** Puts parts on sale, each its own product, stock explained in the ledger. */
export async function stockShelves(
  shop: Shop,
  parts: readonly Part[] = [WOOFER, CAPACITOR, WIRE],
): Promise<void> {
  await shop.database.transaction(async (tx) => {
    await tx.updateTable('shop').set({ generation: 1 }).execute();
    const paths = [...new Set(parts.map((part) => part.category ?? 'parts'))];
    await tx
      .insertInto('category_rows')
      .values(
        paths.map((path, i) => ({
          id: i + 1,
          path,
          name: path,
          parent_id: null,
          position: i,
          products: 1,
          generation: 1,
        })),
      )
      .execute();
    for (const part of parts) {
      await tx
        .insertInto('product_rows')
        .values({
          id: part.id + 1000,
          source: 'test',
          external_key: String(part.id),
          slug: `part-${part.id}`,
          title: part.title,
          vendor: 'Maker',
          part_number: '',
          category_id: paths.indexOf(part.category ?? 'parts') + 1,
          on_sale: 1,
          body: '{}',
          fingerprint: '',
          generation: 1,
        })
        .execute();
      await tx
        .insertInto('variant_rows')
        .values({
          id: part.id,
          product_id: part.id + 1000,
          position: 0,
          sku: `SKU-${part.id}`,
          barcode: null,
          options: '[]',
          unit_price: part.price,
          compare_at: null,
          breaks: JSON.stringify(part.breaks ?? []),
          minimum: part.minimum ?? 1,
          multiple: part.multiple ?? 1,
          on_hand: part.stock,
          low_at: 2,
          backorder: part.backorder ? 1 : 0,
          weight: part.weight ?? null,
          stock_state: 'in',
          on_sale: 1,
        })
        .execute();
      await tx
        .insertInto('stock_moves')
        .values({
          variant_id: part.id,
          change: part.stock,
          reason: 'import',
          source: 'test',
          at: shop.clock.now(),
        })
        .execute();
    }
  });
}

export const freshId = (): string => randomBytes(16).toString('base64url');
export const freshDot = (): string => randomBytes(8).toString('base64url');

export const ANNA = {
  email: 'Anna@example.org',
  name: 'Anna Beispiel',
  address: { street: 'Lange Gasse 7', city: 'Wien', postalCode: '1080', country: 'AT' },
};

/** Asks for a quote as the checkout page does. */
export async function quoteFor(
  shop: Shop,
  lines: readonly { variant: number; n: number }[],
  more: { shipping?: string; coupon?: string[]; email?: string } = {},
): Promise<QuoteAnswer> {
  const { country, postalCode } = ANNA.address;
  const result = await makeQuote(shop, { v: 1, lines, destination: { country, postalCode }, ...more });
  if (!result.ok) throw new Error(`no quote: ${JSON.stringify(result)}`);
  return result.answer;
}

/** The intent that confirms a quote, changed as a test likes. */
export function intentFrom(answer: QuoteAnswer, more: Partial<IntentInput> = {}): IntentInput {
  const { quote } = answer;
  return {
    v: 1,
    checkoutId: freshId(),
    guestToken: freshId(),
    lines: quote.lines.map(({ variant, n, unitPrice }) => ({ variant, n, unitPrice })),
    dots: [],
    shipping: { method: quote.delivery?.method ?? '', price: quote.shipping },
    coupon: quote.coupons.filter((c) => !c.refused).map((c) => c.code),
    tax: quote.tax,
    total: quote.total,
    currency: quote.currency.code,
    quoteId: answer.quoteId,
    policyVersion: '2026-11',
    contact: ANNA,
    createdAt: 0,
    ...more,
  };
}

export function send(shop: Shop, intent: IntentInput, cart = ''): Promise<StoredAnswer> {
  return placeOrder(shop, { key: intent.checkoutId, body: intent, cart });
}

/** Quotes, confirms and places; throws unless it was placed. */
export async function buy(
  shop: Shop,
  lines: readonly { variant: number; n: number }[],
  more: Partial<IntentInput> = {},
): Promise<PlacedAnswer> {
  const answer = await send(shop, intentFrom(await quoteFor(shop, lines), more));
  if (answer.status !== 201) throw new Error(`not placed: ${answer.body}`);
  return JSON.parse(answer.body) as PlacedAnswer;
}

export async function onHand(shop: Shop, variant: number): Promise<number> {
  const { read } = shop.database;
  const row = await read
    .selectFrom('variants')
    .select('on_hand')
    .where('id', '=', variant)
    .executeTakeFirstOrThrow();
  return row.on_hand;
}

export async function countOf(
  shop: Shop,
  table: 'orders' | 'order_lines' | 'jobs' | 'stock_moves' | 'checkouts',
): Promise<number> {
  const row = await shop.database.read
    .selectFrom(table)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

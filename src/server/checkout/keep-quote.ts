/** Quotes with an id: stored as shown, held for some minutes, so that flapping prices cannot loop. */
import type { Kysely } from 'kysely';
import type { Quote } from '#domain/pricing/quote.ts';
import type { Destination } from '#domain/pricing/tables.ts';
import type { LineTrouble } from '#domain/pricing/difference.ts';
import type { QuoteAnswer } from '#protocol/checkout.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { paymentChoices } from './payment-choices.ts';
import type { Sellable } from './sellables.ts';

/** Stores a quote in the caller's transaction and gives the answer the device shows. */
export async function keepQuote(
  shop: Shop,
  tx: Kysely<Tables>,
  made: {
    readonly quote: Quote;
    readonly troubles: readonly LineTrouble[];
    readonly destination: Destination;
    readonly sellables: ReadonlyMap<number, Sellable>;
    readonly at: number;
  },
): Promise<QuoteAnswer> {
  const { quote, troubles, at, sellables } = made;
  const { country, region, postalCode } = made.destination;
  const quoteId = Buffer.from(shop.random.bytes(16)).toString('base64url');
  const answer: QuoteAnswer = {
    v: 1,
    quoteId,
    at,
    expiresAt: at + shop.settings.QUOTE_MINUTES * 60_000,
    destination: { country, region, postalCode },
    quote,
    titles: Object.fromEntries(
      quote.lines.map(({ variant }) => {
        const { title = '', options = [] } = sellables.get(variant) ?? {};
        return [String(variant), { title, options }];
      }),
    ),
    troubles,
    payments: paymentChoices(shop, quote.total),
  };
  await tx
    .insertInto('quotes')
    .values({ id: quoteId, body: JSON.stringify(answer), expires_at: answer.expiresAt })
    .execute();
  return answer;
}

/** The quote of an id while it holds. */
export async function loadQuote(
  tx: Kysely<Tables>,
  id: string,
  at: number,
): Promise<QuoteAnswer | undefined> {
  const row = await tx
    .selectFrom('quotes')
    .select('body')
    .where('id', '=', id)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row && (JSON.parse(row.body) as QuoteAnswer);
}

/** What every format of a merchant's file is: how it is known, and how its rows become products. */
import type { Currency } from '#domain/money/money.ts';
import type { ImportItem, Refusal } from '../import/import-product.ts';
import { readPrice } from '../reader/money.ts';

export interface FormatContext {
  readonly currency: Currency;
  /** Shop's currency per unit of the file's: the merchant's word, never looked up. */
  readonly rates: ReadonlyMap<string, number>;
  /** The file's name without its endings, in words: a category for tables that name none. */
  readonly file?: string;
}

export type Items = AsyncIterable<ImportItem>;

export const refusalOf = (refusal: Refusal): ImportItem => ({ kind: 'refusal', refusal });
export const noteOf = (text: string): ImportItem => ({ kind: 'note', text });

export type PriceResult =
  | { readonly ok: true; readonly micro: number }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

/** A price in the shop's currency; another currency is refused unless a rate was given for it. */
export function shopPrice(
  text: string,
  { currency, rates }: FormatContext,
  decimal?: '.' | ',',
): PriceResult {
  const price = readPrice(text, decimal);
  if (!price)
    return {
      ok: false,
      reason: text === '' ? 'There is no price.' : `"${text.slice(0, 40)}" is no price.`,
      remedy: 'Write it as a number, like 12.50.',
    };
  if (price.currency === undefined || price.currency === currency.code)
    return { ok: true, micro: price.micro };
  const rate = rates.get(price.currency);
  if (rate === undefined)
    return {
      ok: false,
      reason: `The price is in ${price.currency}, the shop sells in ${currency.code}.`,
      remedy: `Give the rate: --rate ${price.currency}=<${currency.code} for 1 ${price.currency}>.`,
    };
  return { ok: true, micro: Math.round(price.micro * rate) };
}

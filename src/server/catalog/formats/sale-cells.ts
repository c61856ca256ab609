/** A sale price with dates, as three cells of a table. */
import type { ImportVariant } from '../import/import-product.ts';
import { readMoment } from '../reader/moment.ts';
import { shopPrice, type FormatContext } from './format.ts';

export interface SaleCells {
  readonly price: string;
  readonly from: string;
  readonly until: string;
}

export type SaleResult =
  | { readonly ok: true; readonly sale: NonNullable<ImportVariant['sale']> }
  | { readonly ok: false; readonly field: keyof SaleCells; readonly reason: string; readonly remedy: string };

/** Empty price or "none": the file says that there is no sale. */
export function readSale(
  { price, from, until }: SaleCells,
  context: FormatContext,
  decimal?: '.' | ',',
): SaleResult {
  if (/^(none)?$/i.test(price.trim())) return { ok: true, sale: 'none' };
  const amount = shopPrice(price, context, decimal);
  if (!amount.ok) return { ok: false, field: 'price', reason: amount.reason, remedy: amount.remedy };
  const times: { from?: number; until?: number } = {};
  for (const [field, text] of [
    ['from', from],
    ['until', until],
  ] as const) {
    if (text.trim() === '') continue;
    const at = readMoment(text, field === 'until');
    if (at === undefined)
      return {
        ok: false,
        field,
        reason: `"${text.slice(0, 40)}" is no date.`,
        remedy: 'Write it like 2026-11-27 or 2026-11-27 09:00:00 (UTC).',
      };
    times[field] = at;
  }
  return { ok: true, sale: { unitPrice: amount.micro, ...times } };
}

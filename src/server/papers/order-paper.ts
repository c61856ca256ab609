/** `orderPaper`: the packing slip or the invoice of one order, ready to be printed. */
import { describeOrder, readOrderByNumber } from '#server/orders/read-order.ts';
import { readShopName } from '#server/shop-name.ts';
import type { Shop } from '#server/shop.ts';
import { invoice } from './invoice.ts';
import { packingSlip } from './packing-slip.ts';

const PAPERS = { slip: packingSlip, invoice } as const;

export type PaperKind = keyof typeof PAPERS;

export function isPaper(kind: string | undefined): kind is PaperKind {
  return kind !== undefined && Object.hasOwn(PAPERS, kind);
}

/** HTML of the paper; undefined where there is no such order. */
export async function orderPaper(shop: Shop, number: string, kind: PaperKind): Promise<string | undefined> {
  const { read } = shop.database;
  const row = await readOrderByNumber(read, number);
  return row && PAPERS[kind](await describeOrder(read, row), await readShopName(shop));
}

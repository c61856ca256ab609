/** `orderPaper`: the packing slip or the invoice of one order, ready to be printed. */
import { createHash } from 'node:crypto';
import { orderOfLink } from '#server/orders/shopper.ts';
import { describeOrder, readOrderByNumber } from '#server/orders/read-order.ts';
import type { Shop } from '#server/shop.ts';
import { invoice } from './invoice.ts';
import { packingSlip } from './packing-slip.ts';
import { PAPER_STYLE } from './paper.ts';
import { readSeller } from './seller.ts';

const PAPERS = { slip: packingSlip, invoice } as const;

export type PaperKind = keyof typeof PAPERS;

export function isPaper(kind: string | undefined): kind is PaperKind {
  return kind !== undefined && Object.hasOwn(PAPERS, kind);
}

/** HTML of the paper; undefined where there is no such order. */
export async function orderPaper(shop: Shop, number: string, kind: PaperKind): Promise<string | undefined> {
  const { read } = shop.database;
  const row = await readOrderByNumber(read, number);
  return row && PAPERS[kind](await describeOrder(read, row), await readSeller(shop));
}

/** The invoice for the holder of the order's link; undefined where there is no such order or it was cancelled. */
export async function invoiceOfLink(shop: Shop, secret: string): Promise<string | undefined> {
  const order = await orderOfLink(shop, secret);
  if (!order || order.progress === 'cancelled') return undefined;
  return invoice(order, await readSeller(shop));
}

/** Of a paper shown as a page: its own style and nothing else, from nowhere. */
export const PAPER_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAPER_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

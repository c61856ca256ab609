/** What is known of a line's part: kept beside the cart on the device so that it can be shown and summed up offline. */
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import type { Drawing, Picture, PriceBreak, StockState, VariantId } from '#domain/catalog/product.ts';
import { lineTotal, type Currency, type Micro, type Minor } from '#domain/money/money.ts';
import type { CartLine } from './view-cart.ts';

export interface LineSnapshot {
  readonly variant: VariantId;
  readonly slug: string;
  /** The product's own title. */
  readonly title: string;
  readonly vendor: string;
  readonly partNumber: string;
  readonly sku: string;
  /** Chosen option values, in order: ["Black", "8 Ω"]. */
  readonly options: readonly string[];
  readonly unitPrice: Micro;
  readonly breaks: readonly PriceBreak[];
  readonly minimum: number;
  readonly multiple: number;
  readonly stock: StockState;
  readonly isOnSale: boolean;
  readonly picture?: Picture;
  readonly drawing?: Drawing;
  /** The server's clock when this was true. */
  readonly asOf: number;
}

/** A line with what is known of it; `snapshot` is absent where nothing is known yet. */
export interface ShownLine extends CartLine {
  readonly snapshot?: LineSnapshot;
}

/** What the line costs by its snapshot; undefined where the price is not known or the part is off sale. */
export function totalOfLine(line: ShownLine, currency: Currency): Minor | undefined {
  if (!line.snapshot?.isOnSale) return undefined;
  return lineTotal(line.n, unitPriceAt(line.snapshot, line.n), currency);
}

/** The sum of all lines whose price is known, before delivery and tax. */
export function subtotalOf(lines: readonly ShownLine[], currency: Currency): Minor {
  return lines.reduce((sum, line) => sum + (totalOfLine(line, currency) ?? 0), 0);
}

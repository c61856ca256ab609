/** Puts an order's parts into the cart once more: what is still sold, as many as there are, and says what differs. */
import type { Currency } from '#domain/money/money.ts';
import { boughtName, reorderReport, type BoughtLine } from '#domain/orders/reorder-report.ts';
import { askQuote } from '#browser/checkout/ask-quote.ts';
import { cart } from './cart.svelte.ts';

interface OrderedLine extends BoughtLine {
  readonly quantity: number;
}

export interface Reordered {
  /** Lines that went into the cart. */
  readonly added: number;
  /** One sentence per thing that is not as it was then. */
  readonly report: readonly string[];
}

/** Undefined where the shop did not answer and nothing was added. */
export async function reorder(
  lines: readonly OrderedLine[],
  currency: Currency,
): Promise<Reordered | undefined> {
  const reply = await askQuote({ v: 1, lines: lines.map(({ variant, quantity: n }) => ({ variant, n })) });
  if (reply.kind === 'silence') return undefined;
  if (reply.kind === 'nothing')
    return { added: 0, report: reorderReport(lines, { lines: [], troubles: reply.troubles }, currency) };
  const { quote, troubles } = reply.answer;
  const report = reorderReport(lines, { lines: quote.lines, troubles }, currency, quote.currency);
  let added = 0;
  for (const { variant, n } of quote.lines) {
    const put = await cart.change({ do: 'add', variant, n });
    if (put.ok) added += 1;
    else {
      const line = lines.find((one) => one.variant === variant);
      report.push(`${line ? boughtName(line) : 'One part'} did not go into the cart: it is full.`);
    }
  }
  return { added, report };
}

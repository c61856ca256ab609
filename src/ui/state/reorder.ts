/** Puts an order's parts into the cart once more: what is still sold, as many as there are, and says what differs. */
import { currencyOf } from '#domain/money/money.ts';
import { differenceWords } from '#domain/pricing/difference.ts';
import { askQuote } from '#browser/checkout/ask-quote.ts';
import { cart } from './cart.svelte.ts';

interface OrderedLine {
  readonly variant: number;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** One sentence per thing that is not as it was then; undefined where the shop did not answer and nothing was added. */
export async function reorder(lines: readonly OrderedLine[]): Promise<readonly string[] | undefined> {
  const reply = await askQuote({ v: 1, lines: lines.map(({ variant, quantity: n }) => ({ variant, n })) });
  if (reply.kind === 'silence') return undefined;
  if (reply.kind === 'nothing')
    return reply.troubles.map((trouble) => differenceWords(trouble, currencyOf('USD')));
  const { quote, troubles } = reply.answer;
  const said = troubles.map((trouble) => differenceWords(trouble, quote.currency));
  for (const { variant, n, unitPrice } of quote.lines) {
    const added = await cart.change({ do: 'add', variant, n });
    const before = lines.find((line) => line.variant === variant);
    const title = before?.title ?? 'One part';
    if (!added.ok) said.push(`${title} did not go into the cart: it is full.`);
    else if (before && before.unitPrice !== unitPrice) {
      said.push(
        differenceWords(
          { kind: 'price', variant, title, was: before.unitPrice, now: unitPrice },
          quote.currency,
        ),
      );
    }
  }
  return said;
}

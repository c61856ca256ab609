/** What differs between an order and the cart it is put into once more: a sentence for each thing, in the order it was bought. */
import type { VariantId } from '#domain/catalog/product.ts';
import type { Currency, Micro } from '#domain/money/money.ts';
import { differenceWords, type LineTrouble } from '#domain/pricing/difference.ts';

export interface BoughtLine {
  readonly variant: VariantId;
  readonly title: string;
  readonly options: readonly string[];
  readonly unitPrice: Micro;
}

/** "Hook-up wire, Red": two lines of one product are told apart by what was chosen. */
export function boughtName({ title, options }: Pick<BoughtLine, 'title' | 'options'>): string {
  return [title, ...options].filter(Boolean).join(', ');
}

export interface OfferedLine {
  readonly variant: VariantId;
  readonly n: number;
  readonly unitPrice: Micro;
}

/** `was`: the currency the order was paid in; `now`: the one the shop sells in, where it sells any of it. */
export function reorderReport(
  bought: readonly BoughtLine[],
  offer: { readonly lines: readonly OfferedLine[]; readonly troubles: readonly LineTrouble[] },
  was: Currency,
  now: Currency = was,
): string[] {
  const said: string[] = [];
  if (was.code !== now.code) said.push(`Prices are in ${now.code} now, they were in ${was.code}.`);
  for (const line of bought) {
    const { variant, unitPrice } = line;
    const title = boughtName(line);
    for (const trouble of offer.troubles)
      if (trouble.variant === variant) said.push(words({ ...trouble, title }, now));
    const offered = offer.lines.find((one) => one.variant === variant);
    if (!offered) continue;
    if (was.code === now.code && offered.unitPrice !== unitPrice)
      said.push(
        differenceWords({ kind: 'price', variant, title, was: unitPrice, now: offered.unitPrice }, now),
      );
  }
  return said;
}

/** As the cart is concerned: there is no total to speak of yet. */
function words(trouble: LineTrouble, currency: Currency): string {
  const count = (n: number) => n.toLocaleString('en-US');
  const { kind, title } = trouble;
  if (kind === 'withdrawn') return `${title} is no longer sold.`;
  if (kind === 'quantity') return differenceWords(trouble, currency);
  return trouble.available > 0
    ? `Only ${count(trouble.available)} of ${count(trouble.wanted)} × ${title} are left; those are in your cart.`
    : `${title} is sold out.`;
}

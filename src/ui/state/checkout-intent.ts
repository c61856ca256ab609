/** The intent of what is on the checkout page: exactly what the shopper sees, with ids made here. */
import { liveDots } from '#domain/cart/cart.ts';
import { codesIn, contactOf, type CheckoutValues } from '#domain/checkout/form-values.ts';
import { CHECKOUT_VERSION, POLICY_VERSION, type IntentInput, type QuoteAnswer } from '#protocol/checkout.ts';
import { freshId } from '#browser/checkout/fresh-id.ts';
import { cart } from './cart.svelte.ts';

export interface CheckoutLine {
  readonly variant: number;
  readonly n: number;
  readonly note: string;
}

/** `again`: the shopper was told of an earlier order of the same and wants it once more. */
export async function intentOf(
  answer: QuoteAnswer,
  lines: readonly CheckoutLine[],
  values: CheckoutValues,
  again: boolean,
): Promise<IntentInput> {
  const { quote } = answer;
  return {
    v: CHECKOUT_VERSION,
    checkoutId: freshId(),
    guestToken: freshId(),
    lines: quote.lines.map(({ variant, n, unitPrice }) => ({
      variant,
      n,
      unitPrice,
      note: lines.find((line) => line.variant === variant)?.note ?? '',
    })),
    dots: await liveDotsOf(quote.lines.map((line) => line.variant)),
    shipping: { method: quote.delivery?.method ?? '', price: quote.shipping },
    coupon: quote.coupons.filter((coupon) => !coupon.refused).map((coupon) => coupon.code),
    tax: quote.tax,
    total: quote.total,
    currency: quote.currency.code,
    ...(answer.quoteId !== undefined && { quoteId: answer.quoteId }),
    again,
    policyVersion: POLICY_VERSION,
    contact: contactOf(values),
    createdAt: Date.now(),
    payment: values.payment,
  };
}

/** Whether a quote is for what is typed now. An estimate knows no coupons: they wait for the shop. */
export function fits({ destination, quote, quoteId }: QuoteAnswer, values: CheckoutValues): boolean {
  const asked = codesIn(values.coupon).sort().join();
  const given = quote.coupons.map((coupon) => coupon.code).sort();
  return (
    destination.country === values.country &&
    destination.region === values.region.trim() &&
    destination.postalCode === values.postalCode.trim() &&
    quote.delivery?.method === values.shipping &&
    (quoteId === undefined || given.join() === asked)
  );
}

/** Every live dot of these variants that no other order has taken. */
async function liveDotsOf(variants: readonly number[]): Promise<string[]> {
  const { keeper } = await cart.device();
  return [...liveDots(keeper.copy.state)]
    .filter(([dot, addition]) => variants.includes(addition.variant) && !keeper.hidden.has(dot))
    .map(([dot]) => dot);
}

/** The intent of what is on the checkout page: exactly what the shopper sees, with ids made here. */
import { dotsToOrder } from '#domain/checkout/dots-to-order.ts';
import { codesIn, contactOf, type CheckoutValues } from '#domain/checkout/form-values.ts';
import { CHECKOUT_VERSION } from '#protocol/checkout-version.ts';
import { POLICY_VERSION, type IntentInput, type QuoteAnswer } from '#protocol/checkout.ts';
import { freshId } from '#browser/checkout/fresh-id.ts';
import { cart } from './cart.svelte.ts';

export interface CheckoutLine {
  readonly variant: number;
  readonly n: number;
  readonly note: string;
}

/**
 * `again`: the shopper was told of an earlier order of the same and wants it once more. Undefined where the cart is no
 * longer what the total was asked for.
 */
export async function intentOf(
  answer: QuoteAnswer,
  lines: readonly CheckoutLine[],
  values: CheckoutValues,
  again: boolean,
): Promise<IntentInput | undefined> {
  const { quote } = answer;
  await cart.look();
  const { keeper } = await cart.device();
  const ordered = quote.lines.map((line) => line.variant);
  const dots = dotsToOrder(keeper.copy.state, keeper.hidden, lines, ordered);
  // A cart this device has never held is the server's, and the lines of a wanted repeat may be gone from the cart by now.
  if (!dots && keeper.isBegun && !again) return undefined;
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
    dots: dots ?? [],
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

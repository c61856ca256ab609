/**
 * A purchase by form alone. The page carries a fresh checkout id; what the shopper saw is the quote it names.
 * When that is not what is asked for now, the page comes back with the new total instead of an order.
 */
import { liveDots } from '#domain/cart/cart.ts';
import { viewCart } from '#domain/cart/view-cart.ts';
import { isCountry } from '#domain/checkout/country-codes.ts';
import { codesIn, contactOf, readValues, type CheckoutValues } from '#domain/checkout/form-values.ts';
import type { Difference } from '#domain/pricing/difference.ts';
import { CHECKOUT_VERSION } from '#protocol/checkout-version.ts';
import {
  POLICY_VERSION,
  type ChangedProblem,
  type IntentInput,
  type QuoteAnswer,
} from '#protocol/checkout.ts';
import { contactErrors, lastPart } from '#protocol/field-errors.ts';
import type { Problem } from '#protocol/problems.ts';
import { cookiesOf, type SetCookie } from '#server/cart/cart-answers.ts';
import { cartTime } from '#server/cart/cart-record.ts';
import { findCart, fingerprintOf } from '#server/cart/carts-table.ts';
import { changeServerCart } from '#server/cart/change-cart.ts';
import { readCart, type CartCookies } from '#server/cart/read-cart.ts';
import type { Shop } from '#server/shop.ts';
import { loadQuote } from './keep-quote.ts';
import { makeQuote } from './make-quote.ts';
import { placeOrder } from './place-order.ts';
import { getCheckout, isCheckoutId } from './status.ts';

export interface FormInput extends CartCookies {
  /** A field's text; "" when it is not there. */
  readonly text: (name: string) => string;
}

/** The page again, with everything that was typed. */
export interface FormPage {
  readonly values: CheckoutValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly differences: readonly Difference[];
  readonly answer?: QuoteAnswer;
  /** The total is not the one that was shown; nothing else is wrong. */
  readonly hasMoved: boolean;
  readonly isRepeat: boolean;
}

export type FormOutcome =
  | { readonly kind: 'placed'; readonly link: string; readonly cookies: readonly SetCookie[] }
  | { readonly kind: 'again'; readonly page: FormPage };

export async function requoteForm(shop: Shop, input: FormInput): Promise<FormPage> {
  const { state } = await readCart(shop, input);
  const values = readValues(input.text);
  return {
    ...(await totalOf(shop, values, viewCart(state))),
    values,
    errors: {},
    hasMoved: false,
    isRepeat: false,
  };
}

export async function placeFromForm(shop: Shop, input: FormInput): Promise<FormOutcome> {
  const checkoutId = input.text('checkoutId');
  if (isCheckoutId(checkoutId)) {
    const before = await getCheckout(shop, checkoutId);
    if (before.state === 'placed') return { kind: 'placed', link: before.placed.link, cookies: [] };
  }
  const values = readValues(input.text);
  const errors = contactErrors(contactOf(values));
  // The cookie may know lines the server does not: merged first, so that placing can spend them.
  const changed = await changeServerCart(shop, input, []);
  const state = changed.ok ? changed.record.state : (await readCart(shop, input)).state;
  const total = await totalOf(shop, values, viewCart(state));
  const again = (more: Partial<FormPage>): FormOutcome => ({
    kind: 'again',
    page: { ...total, values, errors, hasMoved: false, isRepeat: false, ...more },
  });
  if (Object.keys(errors).length > 0 || !total.answer) return again({});
  const shown = await loadQuote(shop.database.read, input.text('quoteId'), 0);
  if (!shown || !isSameOrder(shown, total.answer)) return again({ hasMoved: true });
  const { quote } = total.answer;
  const variants = new Set(quote.lines.map((line) => line.variant));
  const notes = new Map(viewCart(state).map((line) => [line.variant, line.note]));
  const intent: IntentInput = {
    v: CHECKOUT_VERSION,
    checkoutId,
    guestToken: input.text('guestToken'),
    lines: quote.lines.map(({ variant, n, unitPrice }) => ({
      variant,
      n,
      unitPrice,
      note: notes.get(variant) ?? '',
    })),
    dots: [...liveDots(state)].filter(([, addition]) => variants.has(addition.variant)).map(([dot]) => dot),
    shipping: { method: quote.delivery?.method ?? '', price: quote.shipping },
    coupon: quote.coupons.filter((coupon) => !coupon.refused).map((coupon) => coupon.code),
    tax: quote.tax,
    total: quote.total,
    currency: quote.currency.code,
    quoteId: total.answer.quoteId,
    again: input.text('again') === 'yes',
    policyVersion: POLICY_VERSION,
    contact: contactOf(values),
    createdAt: shop.clock.now(),
    payment: values.payment,
  };
  const cid = changed.ok ? changed.cid : undefined;
  const answer = await placeOrder(shop, { key: checkoutId, body: intent, cart: fingerprintOf(cid) ?? '' });
  // Sent twice at once, the second finds the key taken: what counts is whether its order exists.
  const after = isCheckoutId(checkoutId) ? await getCheckout(shop, checkoutId) : undefined;
  if (after?.state === 'placed') {
    return { kind: 'placed', link: after.placed.link, cookies: await cartCookies(shop, cid) };
  }
  return again(refused(JSON.parse(answer.body) as Problem | ChangedProblem));
}

async function totalOf(
  shop: Shop,
  values: CheckoutValues,
  lines: readonly { variant: number; n: number }[],
): Promise<Pick<FormPage, 'differences' | 'answer'>> {
  if (lines.length === 0) return { differences: [] };
  const { country, region, postalCode, shipping, email } = values;
  const result = await makeQuote(shop, {
    v: CHECKOUT_VERSION,
    lines: lines.map(({ variant, n }) => ({ variant, n })),
    ...(isCountry(country) && {
      destination: { country, region: region.slice(0, 60), postalCode: postalCode.slice(0, 20) },
    }),
    ...(shipping && { shipping: shipping.slice(0, 40) }),
    coupon: codesIn(values.coupon).map((code) => code.slice(0, 40)),
    email: email.trim().slice(0, 254),
  });
  if (result.ok) return { answer: result.answer, differences: result.answer.troubles };
  return { differences: result.reason === 'nothing-left' ? result.troubles : [] };
}

/** Whether the shopper saw this very order at this very total. */
function isSameOrder(shown: QuoteAnswer, now: QuoteAnswer): boolean {
  const a = shown.quote;
  const b = now.quote;
  return (
    a.total === b.total &&
    a.tax === b.tax &&
    a.shipping === b.shipping &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, i) => {
      const other = b.lines[i];
      return other?.variant === line.variant && other.n === line.n && other.unitPrice === line.unitPrice;
    })
  );
}

async function cartCookies(shop: Shop, cid: string | undefined): Promise<readonly SetCookie[]> {
  const fingerprint = fingerprintOf(cid);
  const cart = fingerprint && (await findCart(shop.database.read, fingerprint, cartTime(shop)));
  return cid && cart ? cookiesOf(shop, cid, cart.record) : [];
}

function refused(problem: Problem | ChangedProblem): Partial<FormPage> {
  if (!('differences' in problem)) {
    const errors = (problem.errors ?? []).map(({ field, message }) => [lastPart(field), message] as const);
    return { errors: Object.fromEntries(errors) };
  }
  const { differences, quote } = problem;
  return {
    differences,
    ...(quote && { answer: quote }),
    isRepeat: differences.some((difference) => difference.kind === 'already-ordered'),
  };
}

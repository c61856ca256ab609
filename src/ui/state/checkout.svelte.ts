/**
 * The checkout as its page sees it: what was typed, the quote that is shown, and what came of *Place order*.
 * The order goes out through the outbox, which has it on the disk before any network; where no storage works it is sent
 * from memory under the same id.
 */
import { canonicalJson } from '#protocol/canonical.ts';
import { CHECKOUT_VERSION } from '#protocol/checkout-version.ts';
import { type ChangedProblem, type IntentInput, type QuoteAnswer } from '#protocol/checkout.ts';
import { contactErrors, lastPart } from '#protocol/field-errors.ts';
import type { Problem } from '#protocol/problems.ts';
import type { Difference } from '#domain/pricing/difference.ts';
import { askQuote } from '#browser/checkout/ask-quote.ts';
import type { Reply } from '#browser/checkout/reply.ts';
import { codesIn, contactOf, emptyValues, type CheckoutValues } from '#domain/checkout/form-values.ts';
import { estimateQuote } from '#browser/checkout/estimate-quote.ts';
import { sendFromMemory } from '#browser/checkout/send-from-memory.ts';
import { deviceDatabase } from '#browser/database.ts';
import { cart } from './cart.svelte.ts';
import { fits, intentOf, type CheckoutLine } from './checkout-intent.ts';
import { outbox } from './outbox.svelte.ts';

export interface CheckoutStart {
  readonly lines: readonly CheckoutLine[];
  readonly name: string;
  readonly answer: QuoteAnswer | undefined;
  readonly differences: readonly Difference[];
  readonly values: CheckoutValues | undefined;
  readonly errors: Readonly<Record<string, string>>;
}

export class Checkout {
  values = $state<CheckoutValues>(emptyValues('US'));
  answer = $state.raw<QuoteAnswer | undefined>(undefined);
  differences = $state.raw<readonly Difference[]>([]);
  errors = $state.raw<Readonly<Record<string, string>>>({});
  isQuoting = $state(false);
  /** Nobody answered when the total was asked for. */
  isUnheard = $state(false);
  /** The total moved because of what was typed; the shopper is told before it counts. */
  moved = $state<'up' | 'down' | undefined>(undefined);
  isPressed = $state(false);
  /** The order that is on its way. */
  placing = $state<string | undefined>(undefined);
  trouble = $state('');
  /** The device's cart was asked: an empty list is an empty cart. */
  isLooked = $state(false);
  /** The total is the device's own reckoning. */
  readonly isEstimate = $derived(this.answer !== undefined && this.answer.quoteId === undefined);
  lines = $state.raw<readonly CheckoutLine[]>([]);
  #again = false;
  #asked = 0;
  #pending: Promise<void> = Promise.resolve();

  constructor(start: CheckoutStart) {
    this.lines = start.lines;
    this.answer = start.answer;
    this.differences = start.differences;
    this.errors = start.errors;
    this.values = start.values ?? emptyValues(start.answer?.destination.country ?? 'US', start.name);
    this.values.shipping ||= start.answer?.quote.delivery?.method ?? '';
  }

  /** Asks for the total of what is typed now; the newest question wins. */
  requote(): Promise<void> {
    this.#pending = this.#ask(++this.#asked);
    return this.#pending;
  }

  async #ask(turn: number): Promise<void> {
    this.isQuoting = true;
    const { country, region, postalCode, shipping, email } = this.values;
    const reply = await askQuote({
      v: CHECKOUT_VERSION,
      lines: this.lines.map(({ variant, n }) => ({ variant, n })),
      destination: { country, region, postalCode },
      ...(shipping && { shipping }),
      coupon: codesIn(this.values.coupon),
      ...(email && { email }),
    });
    if (turn !== this.#asked) return;
    this.isQuoting = false;
    this.isUnheard = reply.kind === 'silence';
    if (reply.kind === 'silence') await this.#estimate();
    else if (reply.kind === 'quote') {
      this.answer = reply.answer;
      this.differences = reply.answer.troubles;
      this.values.shipping = reply.answer.quote.delivery?.method ?? '';
    } else if (reply.kind === 'nothing') {
      this.answer = undefined;
      this.differences = reply.troubles;
    }
  }

  /** Nobody answered: the device reckons by itself, and says so. Coupons wait for the shop. */
  async #estimate(): Promise<void> {
    const { country, region, postalCode, shipping } = this.values;
    const { snapshots } = await cart.device();
    const known = this.lines.flatMap(({ variant }) => snapshots.get(variant)?.latest ?? []);
    const wish = {
      v: CHECKOUT_VERSION,
      lines: this.lines.map(({ variant, n }) => ({ variant, n })),
      destination: { country, region: region.trim(), postalCode: postalCode.trim() },
      ...(shipping && { shipping }),
    } as const;
    const answer = await estimateQuote(deviceDatabase(), wish, known, Date.now());
    if (!answer) return;
    this.answer = answer;
    this.differences = [];
    this.values.shipping = answer.quote.delivery?.method ?? '';
  }

  /** The device knows its cart better than a cookie: where they differ, its lines are the ones to order. */
  async useDeviceCart(): Promise<void> {
    await cart.open();
    this.isLooked = true;
    const known = cart.lines.map(({ variant, n, note }) => ({ variant, n, note }));
    if (known.length === 0) return;
    if (this.answer && canonicalJson(known) === canonicalJson(this.lines)) return;
    this.lines = known;
    await this.requote();
  }

  /** Checks, makes sure the total shown is the total of what is typed, and hands the order to the outbox. */
  async place(): Promise<void> {
    // A second press while the first is being worked on is the same wish.
    if (this.isPressed || this.placing) return;
    this.isPressed = true;
    try {
      await this.#place();
    } finally {
      this.isPressed = false;
    }
  }

  async #place(): Promise<void> {
    this.trouble = '';
    this.moved = undefined;
    this.errors = contactErrors(contactOf(this.values));
    if (Object.keys(this.errors).length > 0) return;
    const shown = this.answer?.quote.total;
    await this.#pending;
    if (!this.answer || !fits(this.answer, this.values)) await this.requote();
    const { answer } = this;
    if (!answer?.quote.delivery) return;
    if (shown !== undefined && answer.quote.total !== shown) {
      this.moved = answer.quote.total > shown ? 'up' : 'down';
      return;
    }
    const intent = await intentOf(answer, this.lines, this.values, this.#again);
    if (intent) await this.#send(intent);
    else await this.#follow();
  }

  /** The cart has changed since the total was asked for, in another tab or on another device: nothing is ordered. */
  async #follow(): Promise<void> {
    this.lines = cart.lines.map(({ variant, n, note }) => ({ variant, n, note }));
    this.answer = undefined;
    if (this.lines.length > 0) await this.requote();
    this.trouble = 'Your cart has changed meanwhile. Look at it once more; nothing was ordered yet.';
  }

  async #send(intent: IntentInput): Promise<void> {
    const text = canonicalJson(intent);
    const { checkoutId, dots, lines, total, currency } = intent;
    this.placing = checkoutId;
    try {
      const saved = await outbox.place({ checkoutId, dots, lines, total, currency }, text);
      if (saved.ok) return;
    } catch {
      // No outbox on this page: the order is sent from memory.
    }
    this.take(await sendFromMemory(checkoutId, text));
  }

  /** What the shop said of an order that did not become one; gives the link when it did. */
  take(reply: Reply): string | undefined {
    if (reply.kind === 'placed') return (this.link = reply.placement.link);
    this.placing = undefined;
    if (reply.kind === 'changed') this.#show(reply.problem as ChangedProblem);
    else if (reply.kind === 'refused') this.refuse(reply.problem as Problem);
    else this.trouble = 'The shop did not answer. Nothing is lost: check the connection and try again.';
    return undefined;
  }

  link = $state<string | undefined>(undefined);

  /** Differences with their new quote: a next *Place order* confirms them as a new order. */
  #show(problem: ChangedProblem): void {
    this.differences = problem.differences;
    this.#again = problem.differences.some((difference) => difference.kind === 'already-ordered');
    this.answer = problem.quote;
    this.values.shipping = problem.quote?.quote.delivery?.method ?? '';
    const left = problem.quote?.quote.coupons.filter((coupon) => !coupon.refused) ?? [];
    this.values.coupon = left.map((coupon) => coupon.code).join(' ');
  }

  /** Back to the form, with all that was typed. */
  resume(): void {
    const cancelled = this.placing;
    this.placing = undefined;
    if (cancelled) void outbox.dismiss(cancelled);
    void cart.look().then(() => this.useDeviceCart());
  }

  attend(problem: unknown): void {
    this.placing = undefined;
    const changed = problem as Partial<ChangedProblem> | undefined;
    if (changed?.differences) this.#show(changed as ChangedProblem);
    else this.refuse(problem as Problem | undefined);
  }

  refuse(problem: Problem | undefined): void {
    this.errors = Object.fromEntries(
      (problem?.errors ?? []).map(({ field, message }) => [lastPart(field), message]),
    );
    this.trouble = 'The shop could not read the order. Please check the form; nothing was ordered.';
  }
}

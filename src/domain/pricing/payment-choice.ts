/** A way to pay, as the checkout offers it. */
export interface PaymentChoice {
  /** "invoice", "stripe", "practice": what the intent names. */
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

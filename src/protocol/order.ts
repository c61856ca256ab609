/** GET /api/orders/<secret>: an order as its buyer sees it. */
import type { Currency, Micro, Minor } from '#domain/money/money.ts';
import type { Money, Progress } from '#domain/orders/states.ts';
import type { Quote } from '#domain/pricing/quote.ts';
import type { Address } from './checkout.ts';

export interface OrderedLine {
  readonly variant: number;
  readonly sku: string;
  readonly title: string;
  readonly options: readonly string[];
  /** Address of its product's page; absent when that is gone. */
  readonly slug?: string;
  readonly quantity: number;
  readonly unitPrice: Micro;
  readonly total: Minor;
  readonly note: string;
  /** Pieces that came back; absent where none did. */
  readonly returned?: number;
}

export interface OrderEvent {
  readonly at: number;
  /** A step of domain/orders/states, or "placed", "letter", "note". */
  readonly kind: string;
}

export interface Shipment {
  readonly at: number;
  readonly carrier: string;
  readonly code: string;
  /** Where the parcel can be followed (https). */
  readonly url?: string;
}

export interface OrderAnswer {
  readonly number: string;
  readonly placedAt: number;
  readonly progress: Progress;
  readonly money: Money;
  readonly payment: string;
  readonly currency: Currency;
  readonly lines: readonly OrderedLine[];
  readonly quote: Quote;
  readonly total: Minor;
  readonly paid: Minor;
  readonly refunded: Minor;
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string };
  readonly address: Address;
  readonly events: readonly OrderEvent[];
  readonly shipments: readonly Shipment[];
  readonly mayCancel: boolean;
  readonly mayReturn: boolean;
  /** An order that waits for its payment gives its parts back after this moment. */
  readonly reservedUntil?: number;
}

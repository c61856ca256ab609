/** What each letter about an order says. Plain words: what happened, what it means, what to do next. */
import { countryName } from '#domain/checkout/countries.ts';
import { formatMicro, formatMinor } from '#domain/money/money.ts';
import { sumRows, type SumRow } from '#domain/pricing/sum-rows.ts';
import type { OrderAnswer } from '#protocol/order.ts';
import type { Letter } from './letter.ts';
import type { LetterRow, LetterTable } from './text-table.ts';

export interface LetterFacts {
  readonly order: OrderAnswer;
  readonly shopName: string;
  /** Address of the shop's own mailbox. */
  readonly shopMail: string;
  /** Full address of the order's page; for the buyer alone. */
  readonly link: string;
  /** What the event says: amount of a refund, tracking code. */
  readonly detail: {
    readonly amount?: number;
    readonly carrier?: string;
    readonly code?: string;
    readonly url?: string;
    readonly reason?: string;
  };
}

type Words = Omit<Letter, 'kind' | 'to' | 'closing'>;

export const ORDER_LETTERS = {
  'order-received': ({ order, link }: LetterFacts): Words => ({
    subject: `Order ${order.number} received`,
    heading: `Order ${order.number} received`,
    paragraphs: [
      `Thank you, ${order.contact.name}. We have your order and keep its parts for you.`,
      order.payment === 'invoice'
        ? 'You chose to pay by invoice: it comes with the parcel, and is due 14 days after it arrives.'
        : order.total === 0
          ? 'There is nothing to pay.'
          : 'We send it as soon as the payment has arrived.',
      `It goes to: ${addressLine(order)}.`,
    ],
    table: linesAndTotals(order, 'Your note'),
    link: { text: 'See your order, follow it or cancel it', href: link },
  }),
  'order-notice': ({ order }: LetterFacts): Words => ({
    subject: `New order ${order.number}`,
    heading: `New order ${order.number}`,
    paragraphs: [
      `From ${order.contact.name} (${order.contact.email}${order.contact.phone && `, ${order.contact.phone}`}).`,
      `To: ${addressLine(order)}.`,
      `Delivery: ${order.quote.delivery?.name ?? 'none'}. Payment: ${order.payment}.`,
    ],
    table: linesAndTotals(order, 'Note'),
  }),
  'return-asked': ({ order, detail }: LetterFacts): Words => ({
    subject: `Return asked for: order ${order.number}`,
    heading: `${order.contact.name} wants to send something back`,
    paragraphs: [`Order ${order.number}, ${order.contact.email}.`, detail.reason || 'No reason was given.'],
  }),
  'payment-received': ({ order, link }: LetterFacts): Words => ({
    subject: `Payment for order ${order.number} received`,
    heading: 'Your payment has arrived',
    paragraphs: [
      `We received ${money(order, order.paid)} for order ${order.number}, and are getting it ready.`,
    ],
    link: { text: 'See your order', href: link },
  }),
  'payment-late': ({ order, link, detail }: LetterFacts): Words => ({
    subject: `Payment for order ${order.number} came too late`,
    heading: 'Your payment came too late',
    paragraphs: [
      `We received ${money(order, detail.amount ?? order.paid)} for order ${order.number}, but its parts had gone back to the shelf by then.`,
      'All of it is given back, and nothing will be sent. If you still want the parts, please order them again.',
    ],
    link: { text: 'See the order', href: link },
  }),
  shipped: ({ order, link, detail }: LetterFacts): Words => ({
    subject: `Order ${order.number} is on its way`,
    heading: 'Your parcel is on its way',
    paragraphs: [
      `Order ${order.number} left the workshop.`,
      ...(detail.code
        ? [`${detail.carrier ?? 'The carrier'} carries it under the number ${detail.code}.`]
        : []),
    ],
    link: { text: detail.url ? 'Follow the parcel from your order' : 'See your order', href: link },
  }),
  cancelled: ({ order, link }: LetterFacts): Words => ({
    subject: `Order ${order.number} is cancelled`,
    heading: `Order ${order.number} is cancelled`,
    paragraphs: [
      order.events.some((event) => event.kind === 'expire')
        ? 'Its payment did not arrive in time, so the parts went back to the shelf. Nothing was charged.'
        : 'Nothing will be sent.',
      order.paid > order.refunded ? 'What you paid is given back.' : 'You owe nothing for it.',
    ],
    link: { text: 'See the order', href: link },
  }),
  refunded: ({ order, link, detail }: LetterFacts): Words => ({
    subject: `Refund for order ${order.number}`,
    heading: 'Your refund is on its way',
    paragraphs: [
      `We gave back ${money(order, detail.amount ?? order.refunded)} for order ${order.number}. Your bank may take a few days to show it.`,
    ],
    link: { text: 'See your order', href: link },
  }),
  'order-link': ({ order, link }: LetterFacts): Words => ({
    subject: 'The link to your order',
    heading: `Here is order ${order.number} again`,
    paragraphs: [
      'Someone, most likely you, asked for this link. If it was not you, nothing has happened: only this mailbox received it.',
    ],
    link: { text: 'See your order', href: link },
  }),
} satisfies Record<string, (facts: LetterFacts) => Words>;

/** Letters the shop itself gets. */
const TO_SHOP: ReadonlySet<string> = new Set(['order-notice', 'return-asked']);

export type OrderLetterKind = keyof typeof ORDER_LETTERS;

export function isOrderLetter(kind: unknown): kind is OrderLetterKind {
  return typeof kind === 'string' && Object.hasOwn(ORDER_LETTERS, kind);
}

export function composeOrderLetter(kind: OrderLetterKind, facts: LetterFacts): Letter {
  const isToShop = TO_SHOP.has(kind);
  return {
    kind,
    to: isToShop ? facts.shopMail : facts.order.contact.email,
    ...ORDER_LETTERS[kind](facts),
    closing: [facts.shopName, ...(isToShop ? [] : ['Questions? Just answer this email.'])],
  };
}

/** `noteWord` leads what the buyer wrote beside a line. */
function linesAndTotals(order: OrderAnswer, noteWord: string): LetterTable {
  const { before, total, after } = sumRows(order.quote);
  const row = ({ label, amount }: SumRow): LetterRow => ({ label, value: money(order, amount) });
  return {
    rows: order.lines.map((line) => ({
      label: `${line.quantity.toLocaleString('en-US')} × ${[line.title, ...line.options].join(', ')} at\u00a0${formatMicro(line.unitPrice, order.currency)}`,
      value: money(order, line.total),
      ...(line.note && { note: `${noteWord}: ${line.note}` }),
    })),
    sums: [...before, total].map(row),
    after: after.map(row),
  };
}

function addressLine({ contact, address }: OrderAnswer): string {
  const town = [address.postalCode, address.city, address.region].filter(Boolean).join(' ');
  return [contact.name, address.street, town, countryName(address.country)].join(', ');
}

function money(order: OrderAnswer, amount: number): string {
  return formatMinor(amount, order.currency);
}

/**
 * An order's two tables: how far its goods are, and how far its money is. They move apart,
 * because an invoice is paid after the parcel left and a card is charged before it is packed.
 */
import { checkedTable } from './state-table.ts';

export type Actor = 'shopper' | 'staff' | 'system' | 'provider';

export type Progress =
  | 'placed'
  | 'packed'
  | 'partly-shipped'
  | 'shipped'
  | 'delivered'
  | 'partly-returned'
  | 'returned'
  | 'cancelled';

export type ProgressEvent =
  'pack' | 'unpack' | 'ship' | 'ship-part' | 'deliver' | 'return' | 'return-part' | 'cancel' | 'expire';

export const PROGRESS = checkedTable<Progress, ProgressEvent, Actor>('progress', {
  start: 'placed',
  states: [
    'placed',
    'packed',
    'partly-shipped',
    'shipped',
    'delivered',
    'partly-returned',
    'returned',
    'cancelled',
  ],
  ends: ['returned', 'cancelled'],
  steps: [
    { from: ['placed'], event: 'pack', to: 'packed', by: ['staff', 'system'] },
    { from: ['packed'], event: 'unpack', to: 'placed', by: ['staff'] },
    { from: ['placed'], event: 'cancel', to: 'cancelled', by: ['shopper', 'staff'] },
    { from: ['packed'], event: 'cancel', to: 'cancelled', by: ['staff'] },
    { from: ['placed'], event: 'expire', to: 'cancelled', by: ['system'] },
    { from: ['packed', 'partly-shipped'], event: 'ship-part', to: 'partly-shipped', by: ['staff', 'system'] },
    { from: ['packed', 'partly-shipped'], event: 'ship', to: 'shipped', by: ['staff', 'system'] },
    { from: ['shipped'], event: 'deliver', to: 'delivered', by: ['staff', 'system'] },
    {
      from: ['shipped', 'delivered', 'partly-returned'],
      event: 'return-part',
      to: 'partly-returned',
      by: ['staff'],
    },
    { from: ['shipped', 'delivered', 'partly-returned'], event: 'return', to: 'returned', by: ['staff'] },
  ],
});

export type Money = 'due' | 'paying' | 'paid' | 'partly-refunded' | 'refunded' | 'void';

export type MoneyEvent =
  | 'start-payment'
  | 'stop-payment'
  | 'pay'
  | 'refund-part'
  | 'refund'
  | 'refund-failed-part'
  | 'refund-failed'
  | 'void'
  | 'pay-late';

export const MONEY = checkedTable<Money, MoneyEvent, Actor>('money', {
  start: 'due',
  states: ['due', 'paying', 'paid', 'partly-refunded', 'refunded', 'void'],
  ends: [],
  steps: [
    { from: ['due'], event: 'start-payment', to: 'paying', by: ['shopper', 'system'] },
    { from: ['paying'], event: 'stop-payment', to: 'due', by: ['shopper', 'system', 'provider'] },
    { from: ['due', 'paying'], event: 'pay', to: 'paid', by: ['staff', 'system', 'provider'] },
    { from: ['due', 'paying'], event: 'void', to: 'void', by: ['shopper', 'staff', 'system'] },
    // Money that came after the order was given up: taken in, so that it can be given back in the open.
    { from: ['void'], event: 'pay-late', to: 'paid', by: ['system', 'provider'] },
    {
      from: ['paid', 'partly-refunded'],
      event: 'refund-part',
      to: 'partly-refunded',
      by: ['staff', 'system', 'provider'],
    },
    {
      from: ['paid', 'partly-refunded'],
      event: 'refund',
      to: 'refunded',
      by: ['staff', 'system', 'provider'],
    },
    // A bank may turn a refund away days after it was called done: of several one, or the only one.
    {
      from: ['partly-refunded', 'refunded'],
      event: 'refund-failed-part',
      to: 'partly-refunded',
      by: ['provider'],
    },
    { from: ['partly-refunded', 'refunded'], event: 'refund-failed', to: 'paid', by: ['provider'] },
  ],
});

/** Money an order that is paid first may be packed with: a part given back before is an allowance, not the end of the sale. */
export const PACKED_WITH: readonly Money[] = ['paid', 'partly-refunded'];

/** The line an order travels along, for its page. */
export const JOURNEY: readonly Progress[] = ['placed', 'packed', 'shipped', 'delivered'];

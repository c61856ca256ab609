/** The line of an order's page: its stops in the order they come, which are behind it, and where it stands. */
import { JOURNEY, type Money, type Progress } from './states.ts';

/** A stage of the goods, or one of the two moments of money a buyer waits for. */
export type StopName = Progress | 'paid' | 'refunded';

export interface Stop {
  readonly name: StopName;
  readonly word: string;
  readonly isDone: boolean;
  /** The order stands here; exactly one stop. */
  readonly isHere: boolean;
  /** When it was reached; absent for what lies ahead or left no event. */
  readonly at?: number;
}

export interface Travelled {
  readonly progress: Progress;
  readonly money: Money;
  /** "invoice" is paid after the parcel came, so being paid is no stop on its way. */
  readonly payment: string;
  readonly events: readonly { readonly at: number; readonly kind: string }[];
}

const WORDS: Readonly<Record<StopName, string>> = {
  placed: 'Received',
  paid: 'Paid',
  packed: 'Packed',
  'partly-shipped': 'Partly sent',
  shipped: 'Sent',
  delivered: 'Delivered',
  'partly-returned': 'Partly returned',
  returned: 'Returned',
  refunded: 'Refunded',
  cancelled: 'Cancelled',
};

const EVENTS: Readonly<Record<string, StopName>> = {
  placed: 'placed',
  pay: 'paid',
  'pay-late': 'paid',
  pack: 'packed',
  'ship-part': 'partly-shipped',
  ship: 'shipped',
  deliver: 'delivered',
  'return-part': 'partly-returned',
  return: 'returned',
  refund: 'refunded',
  cancel: 'cancelled',
  expire: 'cancelled',
};

/** Where everything was given back nothing lies ahead any more: the line ends there. */
export function progressStops(order: Travelled): Stop[] {
  const at = new Map<StopName, number>();
  for (const event of order.events) {
    const name = EVENTS[event.kind];
    if (name) at.set(name, event.at);
  }
  const isRefunded = order.money === 'refunded';
  const way = wayOf(order, at);
  const here = way.indexOf(hereOf(order));
  const travelled: StopName[] = isRefunded ? [...way.slice(0, here + 1), 'refunded'] : way;
  const last = isRefunded ? travelled.length - 1 : here;
  return travelled.map((name, i) => {
    const reached = i <= last ? at.get(name) : undefined;
    return {
      name,
      word: WORDS[name],
      isDone: i <= last,
      isHere: i === last,
      ...(reached !== undefined && { at: reached }),
    };
  });
}

function wayOf({ progress, payment, money }: Travelled, at: ReadonlyMap<StopName, number>): StopName[] {
  const isPaidFirst = payment !== 'invoice';
  const wasPaid = money === 'paid' || money === 'partly-refunded' || money === 'refunded';
  if (progress === 'cancelled')
    return isPaidFirst && wasPaid ? ['placed', 'paid', 'cancelled'] : ['placed', 'cancelled'];
  const goods = JOURNEY.flatMap((stop): Progress[] => {
    if (stop === 'shipped' && progress === 'partly-shipped') return ['partly-shipped', stop];
    const isBack = progress === 'returned' || progress === 'partly-returned';
    if (stop === 'delivered' && isBack) return at.has(stop) ? [stop, progress] : [progress];
    return [stop];
  });
  return isPaidFirst ? ['placed', 'paid', ...goods.slice(1)] : goods;
}

function hereOf({ progress, payment, money }: Travelled): StopName {
  const waits = money === 'due' || money === 'paying';
  return progress === 'placed' && payment !== 'invoice' && !waits && money !== 'void' ? 'paid' : progress;
}

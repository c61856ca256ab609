/** The steps of a treaty case: a device acts, a device talks with the server's copy. */
import { changeCopy, type DeviceCopy } from '#domain/cart/device-copy.ts';
import type { CartChange } from '#domain/cart/change-cart.ts';
import { beginSync, endSync } from '#domain/cart/sync.ts';
import { viewCart } from '#domain/cart/view-cart.ts';
import { EMPTY_RECORD, type CartRecord } from '#server/cart/cart-record.ts';
import { mergeRequest } from '#server/cart/merge-request.ts';
import { Dice } from './dice.ts';

export class CartTalk {
  now = Date.UTC(2026, 2, 2);
  readonly random = new Dice(1);
  readonly clock = { now: () => this.now };

  act(copy: DeviceCopy, change: CartChange): DeviceCopy {
    const done = changeCopy(copy, change, this);
    if (!done.ok) throw new Error(done.reason);
    return done.copy;
  }

  /** One round; `meanwhile` happens on the device before it has heard the answer. */
  round(copy: DeviceCopy, record: CartRecord, meanwhile?: CartChange): [DeviceCopy, CartRecord] {
    const { copy: begun, request } = beginSync(copy);
    const time = { now: this.now, forgetBefore: this.now - 400 * 86_400_000 };
    const merged = mergeRequest(record, request, record === EMPTY_RECORD, time, this.random);
    if (!merged.ok) throw new Error(merged.reason);
    const changed = meanwhile ? this.act(begun, meanwhile) : begun;
    return [endSync(changed, request, merged.result), merged.record];
  }
}

/** What a device shows, as `1x5 2x1`. */
export function seen(copy: DeviceCopy): string {
  return viewCart(copy.state)
    .map(({ variant, n }) => `${variant}x${n}`)
    .join(' ');
}

/** `returnFromPayment`: the shopper comes back from the provider's page. The provider is asked, so that no webhook needs to have arrived. */
import { cartBehind } from '#server/cart/carts-table.ts';
import { orderPath } from '#server/orders/link.ts';
import { readOrderRow } from '#server/orders/read-order.ts';
import type { Shop } from '#server/shop.ts';
import { learnSession } from './learn.ts';
import { providerOf } from './providers.ts';

export interface Returned {
  readonly number: string;
  readonly money: string;
  readonly state: string;
  /** The order's page, only for the browser whose cart it came from: the return address itself opens nothing. */
  readonly link?: string;
}

/** `cart` as in `carts.id`; undefined where no attempt has this name. */
export async function returnFromPayment(
  shop: Shop,
  ref: string,
  cart: string,
): Promise<Returned | undefined> {
  const { read } = shop.database;
  const row = await read.selectFrom('payments').selectAll().where('ref', '=', ref).executeTakeFirst();
  if (!row) return undefined;
  if (row.session !== null && row.state !== 'paid') {
    try {
      const told = await providerOf(row.provider)?.ask(shop, row.session);
      if (told) await learnSession(shop, row.provider, told);
    } catch {
      // The provider is away: the webhook or the next look will tell.
    }
  }
  const order = await readOrderRow(read, row.order_id);
  if (!order) return undefined;
  const { number, money, state } = order;
  const isOwn = cart !== '' && order.cart_id === (await cartBehind(read, cart));
  return { number, money, state, ...(isOwn && { link: orderPath(shop, order.checkout_id) }) };
}

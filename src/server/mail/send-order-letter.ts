/** The job behind every letter about an order: it is written from the order as it stands when the letter goes out. */
import { orderPath } from '#server/orders/link.ts';
import { describeOrder, readOrderRow } from '#server/orders/read-order.ts';
import { readShopName } from '#server/shop-name.ts';
import type { Shop } from '#server/shop.ts';
import { composeOrderLetter, isOrderLetter, type LetterFacts } from './order-letters.ts';
import { post } from './post.ts';

interface Payload {
  readonly letter?: unknown;
  readonly order?: unknown;
  readonly detail?: LetterFacts['detail'];
}

export async function sendOrderLetter(
  shop: Shop,
  payload: unknown,
  job: { readonly id: number; readonly once: string | null },
): Promise<void> {
  const { letter, order: id, detail = {} } = payload as Payload;
  if (!isOrderLetter(letter) || typeof id !== 'number')
    throw new Error('This job names no letter and order.');
  const { read } = shop.database;
  const row = await readOrderRow(read, id);
  if (!row) throw new Error(`There is no order ${id} to write about.`);
  const facts: LetterFacts = {
    order: await describeOrder(read, row),
    shopName: await readShopName(shop),
    shopMail: shop.settings.MAIL_SHOP,
    link: `${shop.settings.ORIGIN}${orderPath(shop, row.checkout_id)}`,
    detail,
  };
  await post(shop, composeOrderLetter(letter, facts), job.once ?? `letter-${job.id}`);
}

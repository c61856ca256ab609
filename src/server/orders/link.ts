/** The secret address of an order's page: derived from its checkout id by the shop's key, so that nobody has to store it. */
import { createHash } from 'node:crypto';
import type { Shop } from '#server/shop.ts';

// 22 base64url characters carry 132 bits.
const LENGTH = 22;
/** Stands for the secret in stored answers: the same bytes come out each time, and no copy of the database opens an order. */
export const LINK_MARK = '{order-link}';

export function orderSecret(shop: Shop, checkoutId: string): string {
  return shop.secrets.sign('order-link', checkoutId).slice(0, LENGTH);
}

export function orderPath(shop: Shop, checkoutId: string): string {
  return `/orders/${orderSecret(shop, checkoutId)}`;
}

/** What the database keeps of a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A stored answer as it is sent. */
export function withLink(shop: Shop, checkoutId: string, body: string): string {
  return body.includes(LINK_MARK) ? withSecret(body, orderSecret(shop, checkoutId)) : body;
}

export function withSecret(body: string, secret: string): string {
  return body.replace(LINK_MARK, `/orders/${secret}`);
}

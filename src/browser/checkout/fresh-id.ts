/** 128 bits from the device's own randomness, as base64url. */
import { toBase64url } from '#domain/cart/base64url.ts';

export function freshId(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(16)));
}

/** The server's side of the cart as the device sees it: said, refused, or not heard. */
import { readCartAnswer, type CartAnswer, type CartRequest } from '#protocol/cart.ts';
import { problemName } from '#protocol/problems.ts';

export type Heard =
  | { readonly ok: true; readonly answer: CartAnswer }
  /** `unheard`: no answer of ours (offline, a portal, an error): ask again later. */
  | { readonly ok: false; readonly reason: 'unheard' | 'cart-full' | 'refused' };

export interface CartServer {
  post(request: CartRequest): Promise<Heard>;
}

const LIMIT_MILLISECONDS = 10_000;

export const cartServer: CartServer = {
  async post(request) {
    try {
      const response = await fetch('/api/cart', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(LIMIT_MILLISECONDS),
      });
      const body: unknown = await response.json();
      const answer = response.ok ? readCartAnswer(body) : undefined;
      if (answer) return { ok: true, answer };
      const name = problemName(body);
      if (name === 'cart-full') return { ok: false, reason: name };
      return { ok: false, reason: name === 'invalid' ? 'refused' : 'unheard' };
    } catch {
      return { ok: false, reason: 'unheard' };
    }
  },
};

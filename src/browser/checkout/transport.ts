/** The three questions of /api/checkout over the network, each with a limit well under the lease, over HTTPS only. */
import { REQUEST_LIMIT } from '#domain/checkout/retry-schedule.ts';
import { judge, SILENCE, type Reply } from './reply.ts';

export interface Transport {
  /** POST the exact text under its key. */
  place(checkoutId: string, text: string): Promise<Reply>;
  /** GET: placed, changed, cancelled or none. */
  ask(checkoutId: string): Promise<Reply>;
  /** DELETE: cancelled, or placed if the order exists. */
  cancel(checkoutId: string): Promise<Reply>;
}

export interface TransportPorts {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Origin of the shop; anything but https is refused, a loopback in `vite dev` excepted. */
  readonly origin: string;
  readonly mayUseLoopback: boolean;
}

/** A body this large may still leave with `keepalive`, so that closing the page does not cut it off. */
const KEEPALIVE_LIMIT = 60_000;

export function fetchTransport(ports: TransportPorts): Transport {
  async function send(checkoutId: string, path: string, init: RequestInit): Promise<Reply> {
    if (!isFit(ports.origin, ports.mayUseLoopback)) return { kind: 'silence', isRefusal: true };
    try {
      const response = await ports.fetch(`${ports.origin}${path}`, {
        ...init,
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_LIMIT),
      });
      const heard = {
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        retryAfter: response.headers.get('retry-after'),
        body: await response.text(),
      };
      return judge(checkoutId, heard, ports.now());
    } catch {
      return SILENCE;
    }
  }

  const path = (checkoutId: string) => `/api/checkout/${encodeURIComponent(checkoutId)}`;
  return {
    place: (checkoutId, text) =>
      send(checkoutId, '/api/checkout', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': checkoutId },
        body: text,
        keepalive: text.length < KEEPALIVE_LIMIT,
      }),
    ask: (checkoutId) => send(checkoutId, path(checkoutId), { method: 'GET' }),
    cancel: (checkoutId) => send(checkoutId, path(checkoutId), { method: 'DELETE', keepalive: true }),
  };
}

/** Whether orders may leave for this origin. */
export function isFit(origin: string, mayUseLoopback: boolean): boolean {
  const url = new URL(origin);
  if (url.protocol === 'https:') return true;
  return mayUseLoopback && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}

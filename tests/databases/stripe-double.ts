/** A local double of the few Stripe endpoints the shop uses, for the official SDK to talk to. Typed by the SDK's own types. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';

type Session = Pick<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'client_reference_id'
  | 'metadata'
  | 'status'
  | 'payment_status'
  | 'payment_intent'
  | 'amount_total'
  | 'currency'
  | 'url'
  | 'created'
  | 'expires_at'
>;
type Refund = Pick<
  Stripe.Refund,
  'id' | 'object' | 'amount' | 'currency' | 'payment_intent' | 'metadata' | 'status' | 'created'
>;

interface Answer {
  readonly status: number;
  readonly body: object;
}

export const WEBHOOK_SECRET = 'whsec_double';
const fault = (status: number, type: string, message: string): Answer => ({
  status,
  body: { error: { type, message } },
});

export class StripeDouble {
  readonly sessions = new Map<string, Session>();
  readonly refunds = new Map<string, Refund>();
  /** Every request: method, path, form. */
  readonly requests: {
    readonly path: string;
    readonly key: string | undefined;
    readonly form: URLSearchParams;
  }[] = [];
  /** Requests to fail before one is let through. */
  failures = 0;
  readonly #kept = new Map<string, { readonly form: string; readonly answer: Answer }>();
  readonly #server: Server;
  #count = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The shopper types a card on the hosted page. */
  pay(id: string): Session {
    const session = this.sessions.get(id)!;
    const paid: Session = {
      ...session,
      status: 'complete',
      payment_status: 'paid',
      payment_intent: `pi_${id}`,
    };
    this.sessions.set(id, paid);
    return paid;
  }

  /** An event with its signature, as Stripe would send it. */
  event(
    type: string,
    object: object,
    at: number,
    id = `evt_${(this.#count += 1)}`,
  ): { raw: string; signature: string } {
    const raw = JSON.stringify({
      id,
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: Math.floor(at / 1000),
      type,
      data: { object },
    });
    const signature = new Stripe('sk_test_double').webhooks.generateTestHeaderString({
      payload: raw,
      secret: WEBHOOK_SECRET,
      timestamp: Math.floor(at / 1000),
    });
    return { raw, signature };
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    let text = '';
    for await (const part of request) text += String(part);
    const url = new URL(request.url ?? '/', 'http://double');
    const key = request.headers['idempotency-key']?.toString();
    const form = new URLSearchParams(text);
    this.requests.push({ path: `${request.method} ${url.pathname}`, key, form });
    if (request.headers.authorization !== 'Bearer sk_test_double')
      return fault(401, 'invalid_request_error', 'No such key');
    if (this.failures > 0) {
      this.failures -= 1;
      return fault(500, 'api_error', 'The double is asked to fail.');
    }
    const kept = key === undefined || request.method !== 'POST' ? undefined : this.#kept.get(key);
    if (kept)
      return kept.form === text ? kept.answer : fault(400, 'idempotency_error', 'Same key, other parameters');
    const answer = this.#route(`${request.method} ${url.pathname}`, form);
    if (key !== undefined && request.method === 'POST') this.#kept.set(key, { form: text, answer });
    return answer;
  }

  #route(path: string, form: URLSearchParams): Answer {
    const session = /^(GET|POST) \/v1\/checkout\/sessions\/(cs_\w+)(\/expire)?$/.exec(path);
    if (session) return this.#session(session[2]!, session[3] !== undefined);
    if (path === 'POST /v1/checkout/sessions') return this.#create(form);
    if (path === 'POST /v1/refunds') return this.#refund(form);
    if (path === 'GET /v1/checkout/sessions') return list([...this.sessions.values()]);
    if (path === 'GET /v1/refunds') return list([...this.refunds.values()]);
    return fault(404, 'invalid_request_error', `No such endpoint: ${path}`);
  }

  #session(id: string, expires: boolean): Answer {
    const session = this.sessions.get(id);
    if (!session) return fault(404, 'invalid_request_error', 'No such session');
    if (!expires) return { status: 200, body: session };
    if (session.status !== 'open')
      return fault(400, 'invalid_request_error', 'Only open sessions can be expired');
    const expired: Session = { ...session, status: 'expired' };
    this.sessions.set(id, expired);
    return { status: 200, body: expired };
  }

  #create(form: URLSearchParams): Answer {
    const id = `cs_${(this.#count += 1)}`;
    const session: Session = {
      id,
      object: 'checkout.session',
      client_reference_id: form.get('client_reference_id'),
      metadata: { ref: form.get('metadata[ref]') ?? '' },
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
      currency: form.get('line_items[0][price_data][currency]'),
      url: `https://checkout.stripe.example/${id}`,
      created: 0,
      expires_at: Number(form.get('expires_at')),
    };
    this.sessions.set(id, session);
    return { status: 200, body: session };
  }

  #refund(form: URLSearchParams): Answer {
    const charge = form.get('payment_intent') ?? '';
    const paid = [...this.sessions.values()].find((session) => session.payment_intent === charge);
    const amount = Number(form.get('amount'));
    const before = [...this.refunds.values()].filter((one) => one.payment_intent === charge);
    if (!paid || before.reduce((sum, one) => sum + one.amount, amount) > (paid.amount_total ?? 0))
      return fault(400, 'invalid_request_error', 'Refund amount is greater than what is left');
    const refund: Refund = {
      id: `re_${(this.#count += 1)}`,
      object: 'refund',
      amount,
      currency: paid.currency ?? 'usd',
      payment_intent: charge,
      metadata: { cartwright_refund: form.get('metadata[cartwright_refund]') ?? '' },
      status: 'succeeded',
      created: 0,
    };
    this.refunds.set(refund.id, refund);
    return { status: 200, body: refund };
  }
}

function list(data: readonly object[]): Answer {
  return { status: 200, body: { object: 'list', data, has_more: false, url: '/v1' } };
}

/** The server's side of the treaty (protocols.md section 2) as a small model: what the device is judged against. */
import type { Heard } from '#browser/checkout/reply.ts';
import { canonicalJson } from '#protocol/canonical.ts';
import { problem, PROBLEM_TYPE, type ProblemName } from '#protocol/problems.ts';

export interface ModelIntent {
  readonly checkoutId: string;
  readonly lines: readonly { readonly variant: number; readonly n: number; readonly unitPrice: number }[];
  readonly dots: readonly string[];
  readonly total: number;
  readonly again: boolean;
}

export interface ModelOrder {
  readonly number: string;
  readonly intent: ModelIntent;
}

interface Key {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly state: 'placed' | 'attention' | 'cancelled';
}

const json = (status: number, body: string): Heard => ({
  status,
  type: status < 300 ? 'application/json' : PROBLEM_TYPE,
  retryAfter: null,
  body,
});

export function refusal(name: ProblemName, retryAfter: string | null = null): Heard {
  const body = problem(name);
  return { ...json(body.status, JSON.stringify(body)), retryAfter };
}

export class ServerModel {
  readonly price = new Map<number, number>();
  readonly stock = new Map<number, number>();
  readonly initial = new Map<number, number>();
  readonly orders = new Map<string, ModelOrder>();
  readonly #keys = new Map<string, Key>();
  readonly #ordered = new Set<string>();

  put(variant: number, price: number, stock: number): void {
    this.price.set(variant, price);
    this.stock.set(variant, stock);
    this.initial.set(variant, stock);
  }

  place(checkoutId: string, text: string): Heard {
    const intent = JSON.parse(text) as ModelIntent;
    const fingerprint = canonicalJson(intent);
    const known = this.#keys.get(checkoutId);
    if (known) {
      if (known.state === 'cancelled') return refusal('cancelled');
      return known.fingerprint === fingerprint ? json(known.status, known.body) : refusal('key-reuse');
    }
    const differences = this.#differences(intent);
    if (differences.length > 0) {
      const body = JSON.stringify(problem('changed', { checkoutId, differences }));
      this.#keys.set(checkoutId, { fingerprint, status: 422, body, state: 'attention' });
      return json(422, body);
    }
    for (const { variant, n } of intent.lines) this.stock.set(variant, this.stock.get(variant)! - n);
    for (const dot of intent.dots) this.#ordered.add(dot);
    const number = `N${this.orders.size + 1}-${checkoutId}`;
    this.orders.set(checkoutId, { number, intent });
    const body = JSON.stringify({
      v: 1,
      state: 'placed',
      checkoutId,
      number,
      link: `/orders/s${this.orders.size}`,
      total: intent.total,
      currency: 'USD',
      placedAt: 1,
    });
    this.#keys.set(checkoutId, { fingerprint, status: 201, body, state: 'placed' });
    return json(201, body);
  }

  ask(checkoutId: string): Heard {
    const known = this.#keys.get(checkoutId);
    const state = known?.state ?? 'none';
    const more =
      state === 'placed'
        ? { placed: JSON.parse(known!.body) as unknown }
        : state === 'attention'
          ? { problem: JSON.parse(known!.body) as unknown }
          : {};
    return json(200, JSON.stringify({ v: 1, checkoutId, state, ...more }));
  }

  cancel(checkoutId: string): Heard {
    if (!this.#keys.has(checkoutId))
      this.#keys.set(checkoutId, { fingerprint: '', status: 422, body: '{}', state: 'cancelled' });
    return this.ask(checkoutId);
  }

  #differences(intent: ModelIntent): unknown[] {
    const found: unknown[] = [];
    for (const { variant, n, unitPrice } of intent.lines) {
      if (this.price.get(variant) !== unitPrice) found.push({ kind: 'price', variant });
      if ((this.stock.get(variant) ?? 0) < n) found.push({ kind: 'out-of-stock', variant });
    }
    if (!intent.again && intent.dots.some((dot) => this.#ordered.has(dot)))
      found.push({ kind: 'already-ordered' });
    return found;
  }
}

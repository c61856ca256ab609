/** What came back from the network, judged: only the shop's own words about this very intent end it. */
import { problemName } from '#protocol/problems.ts';
import type { Placement } from '#domain/checkout/waiting-intent.ts';

export type Reply =
  | { readonly kind: 'placed'; readonly placement: Placement }
  /** The server named differences and will never place this id. */
  | { readonly kind: 'changed'; readonly problem: unknown }
  | { readonly kind: 'cancelled' }
  /** Asked by GET: the server has never seen this id. */
  | { readonly kind: 'none' }
  /** It will not take these bytes; an earlier copy of them may still have been placed. */
  | {
      readonly kind: 'refused';
      readonly why: 'key-reuse' | 'invalid' | 'upgrade' | 'too-large';
      readonly problem: unknown;
    }
  /** Anything else. `isRefusal`: the shop itself said "not now". */
  | { readonly kind: 'silence'; readonly isRefusal: boolean; readonly retryAfter?: number };

export const SILENCE: Reply = { kind: 'silence', isRefusal: false };

/** What a response is made of, for this judgement. */
export interface Heard {
  readonly status: number;
  readonly type: string;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** Judges the answer to POST, GET or DELETE about `checkoutId`. Hostile bytes give silence, never an error. */
export function judge(checkoutId: string, heard: Heard, now: number): Reply {
  const silence: Reply = {
    kind: 'silence',
    isRefusal: false,
    ...retryAfterOf(heard.retryAfter, now),
  };
  if (!/^application\/(problem\+)?json\b/i.test(heard.type)) return silence;
  const body = parse(heard.body);
  if (!isRecord(body)) return silence;
  if (heard.status >= 200 && heard.status < 300) return judgeSuccess(checkoutId, body) ?? silence;
  const name = problemName(body);
  if ('checkoutId' in body && body['checkoutId'] !== checkoutId) return silence;
  switch (name) {
    case 'changed':
      return { kind: 'changed', problem: body };
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'key-reuse':
    case 'invalid':
    case 'upgrade':
    case 'too-large':
      return { kind: 'refused', why: name, problem: body };
    case 'missing-key':
      // Something on the way strips headers: no word about this order.
      return silence;
    case undefined:
      return silence;
    default:
      return { ...silence, isRefusal: name !== 'in-flight' };
  }
}

function judgeSuccess(checkoutId: string, body: Record<string, unknown>): Reply | undefined {
  if (body['checkoutId'] !== checkoutId) return undefined;
  switch (body['state']) {
    case 'placed': {
      const placement = placementOf(checkoutId, 'placed' in body ? body['placed'] : body);
      return placement && { kind: 'placed', placement };
    }
    case 'attention':
      return { kind: 'changed', problem: body['problem'] };
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'none':
      return { kind: 'none' };
    default:
      return undefined;
  }
}

function placementOf(checkoutId: string, answer: unknown): Placement | undefined {
  if (!isRecord(answer) || answer['checkoutId'] !== checkoutId) return undefined;
  const { number, link, total, currency, placedAt } = answer;
  const isWhole =
    typeof number === 'string' &&
    number !== '' &&
    typeof link === 'string' &&
    /^\/orders\/[\w-]+$/.test(link) &&
    typeof total === 'number' &&
    typeof currency === 'string' &&
    typeof placedAt === 'number';
  return isWhole ? { number, link, total, currency, placedAt } : undefined;
}

function retryAfterOf(header: string | null, now: number): { retryAfter?: number } {
  if (!header) return {};
  const wait = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return wait > 0 ? { retryAfter: wait } : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

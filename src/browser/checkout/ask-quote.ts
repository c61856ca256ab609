/** POST /api/quote from the page: an answer, the shop's refusal, or silence. */
import type { LineTrouble } from '#domain/pricing/difference.ts';
import type { QuoteAnswer, QuoteRequestInput } from '#protocol/checkout.ts';
import { problemName } from '#protocol/problems.ts';

export type QuoteReply =
  | { readonly kind: 'quote'; readonly answer: QuoteAnswer }
  /** None of the lines can be had. */
  | { readonly kind: 'nothing'; readonly troubles: readonly LineTrouble[] }
  | { readonly kind: 'silence' };

const LIMIT_MILLISECONDS = 6_000;

export async function askQuote(
  request: QuoteRequestInput,
  ask: typeof fetch = (input, init) => fetch(input, init),
): Promise<QuoteReply> {
  try {
    const response = await ask('/api/quote', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(LIMIT_MILLISECONDS),
    });
    const body: unknown = await response.json();
    if (response.ok && isQuote(body)) return { kind: 'quote', answer: body };
    if (problemName(body) === 'changed') {
      const { differences } = body as { differences?: readonly LineTrouble[] };
      return { kind: 'nothing', troubles: differences ?? [] };
    }
  } catch {
    // No network, a time limit, or something that is not the shop.
  }
  return { kind: 'silence' };
}

function isQuote(body: unknown): body is QuoteAnswer {
  return typeof body === 'object' && body !== null && 'quoteId' in body && 'quote' in body;
}

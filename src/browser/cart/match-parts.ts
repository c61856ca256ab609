/** Asks the shop which parts a list means. Undefined when nobody answered. */
import type { MatchAnswer } from '#protocol/cart.ts';

export async function askForParts(parts: readonly string[]): Promise<MatchAnswer['matched'] | undefined> {
  try {
    const response = await fetch('/api/cart/match', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ parts }),
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) return undefined;
    const answer = (await response.json()) as MatchAnswer;
    return Array.isArray(answer.matched) ? answer.matched : undefined;
  } catch {
    return undefined;
  }
}

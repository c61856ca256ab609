/** Whether the shop answers now. `navigator.onLine` and an HTTP 200 are hints; the shop's own word is the truth. */
import { isReachAnswer, REACH_PATH } from '#protocol/reach.ts';

/** Milliseconds after which a silent network counts as none. */
export const REACH_LIMIT = 3_000;

/** Asks the shop itself; false on silence, on any other answer, and after the limit. Never throws. */
export async function reachShop(ask: typeof fetch = fetch, limit = REACH_LIMIT): Promise<boolean> {
  try {
    const n = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16)).join('');
    const response = await ask(`${REACH_PATH}?n=${n}`, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(limit),
    });
    return response.ok && isReachAnswer(await response.json(), n);
  } catch {
    return false;
  }
}

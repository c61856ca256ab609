/** Asking the catalog for a page: the answer, or an error page that names a way on. */
import { error } from '@sveltejs/kit';
import { deviceConnection } from '#browser/network/connection.ts';
import { PAGE_LIMIT, pageAnswer } from '#browser/answers/page-answer.ts';

type Fetch = typeof fetch;

export const NOT_FOUND =
  'It may have been renamed or taken off sale. The search field above knows every part we have.';
const AWAY = 'The shop could not be reached. Your cart is safe on this device; try again in a moment.';
const BUSY = 'Something went wrong on our side. Your cart is safe; try again in a moment.';

/**
 * JSON of a catalog route: this device's, once the page stands, else the network's within a limit, else what little the
 * device knows. 404 and 410 give the page of lost things, everything else the page of trouble.
 */
export async function ask<T>(fetch: Fetch, path: string, what: string): Promise<T> {
  const known = await pageAnswer(path);
  if (known !== undefined) return known as T;
  const heard = await hear(fetch, path);
  if (heard?.isGiven) return heard.body as T;
  if (heard?.status === 404 || heard?.status === 410)
    error(404, { message: `There is no such ${what}`, remedy: NOT_FOUND });
  if (!heard) deviceConnection().report(false);
  const part = await pageAnswer(path, true);
  if (part !== undefined) return part as T;
  if (!heard) error(503, { message: 'No connection', remedy: AWAY });
  error(heard.status >= 500 ? 503 : heard.status, { message: 'Not now', remedy: BUSY });
}

interface Heard {
  readonly status: number;
  readonly isGiven: boolean;
  readonly body: object;
}

/** What the shop said; undefined for silence, and for the words of others: a portal answers 200 with a page of its own. */
async function hear(fetch: Fetch, path: string): Promise<Heard | undefined> {
  const limit = typeof document === 'undefined' ? {} : { signal: AbortSignal.timeout(PAGE_LIMIT) };
  try {
    const response = await fetch(path, limit);
    // Read whatever came: only an answer that was read travels with the page, and hydration must see what the server saw.
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) return undefined;
    return { status: response.status, isGiven: response.ok, body };
  } catch {
    return undefined;
  }
}

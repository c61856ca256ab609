/** Asking the catalog for a page: the answer, or an error page that names a way on. */
import { error } from '@sveltejs/kit';
import { deviceConnection } from '#browser/network/connection.ts';
import { PAGE_LIMIT, pageAnswer } from '#browser/answers/page-answer.ts';

type Fetch = typeof fetch;

export const NOT_FOUND =
  'It may have been renamed or taken off sale. The search field above knows every part we have.';
const AWAY = 'The shop could not be reached. Your cart is safe on this device; try again in a moment.';
const BUSY = 'Something went wrong on our side. Your cart is safe; try again in a moment.';

/** JSON of a catalog route: this device's, once the page stands, else the network's within a limit. 404 and 410 give the page of lost things, everything else the page of trouble. */
export async function ask<T>(fetch: Fetch, path: string, what: string): Promise<T> {
  const known = await pageAnswer(path);
  if (known !== undefined) return known as T;
  let response: Response;
  try {
    const limit = typeof document === 'undefined' ? {} : { signal: AbortSignal.timeout(PAGE_LIMIT) };
    response = await fetch(path, limit);
  } catch {
    deviceConnection().report(false);
    const part = await pageAnswer(path, true);
    if (part !== undefined) return part as T;
    error(503, { message: 'No connection', remedy: AWAY });
  }
  // Read whatever came: only an answer that was read travels with the page, and hydration must see what the server saw.
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 404 || response.status === 410)
    error(404, { message: `There is no such ${what}`, remedy: NOT_FOUND });
  if (!response.ok)
    error(response.status >= 500 ? 503 : response.status, { message: 'Not now', remedy: BUSY });
  return body as T;
}

/**
 * Changes are taken from our own pages only. A browser tells where a request began (Sec-Fetch-Site, Origin);
 * a program that sends neither carries no visitor's cookies by accident and may pass.
 */
import type { Refusal } from './refusal.ts';
import { plainPath } from './plain-path.ts';
import { isApi } from './refusal.ts';
import { isReading } from './rates.ts';

/** How a browser sends a form. */
const FORMS: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/** Why this request is refused, or undefined. `ownOrigin` is the origin the request was addressed to. */
export function foreignRequest(request: Request, ownOrigin: string): Refusal | undefined {
  if (isReading(request.method)) return undefined;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const isForeign =
    (site !== null && site !== 'same-origin' && site !== 'none') || (origin !== null && origin !== ownOrigin);
  if (isForeign) {
    return {
      name: 'foreign-origin',
      detail: 'Nothing was done. Open the shop itself and try again there.',
    };
  }
  if (request.body === null) return undefined;
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (isApi(plainPath(new URL(request.url).pathname))) {
    if (type === 'application/json') return undefined;
    return { name: 'media-type', detail: 'Send the body as application/json.' };
  }
  if (FORMS.has(type)) return undefined;
  return { name: 'media-type', detail: 'Nothing was done. Send the form of the page itself.' };
}

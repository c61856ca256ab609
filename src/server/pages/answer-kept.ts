/** Sends a kept page without waking the application. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedCoding, LEAST_BYTES } from './compress.ts';
import { isSame } from './finish.ts';
import type { KeptPage } from './kept-pages.ts';

/** `security` are the headers every answer carries; the page's own (its content security policy) win. */
export function answerKept(
  page: KeptPage,
  request: IncomingMessage,
  response: ServerResponse,
  security: Readonly<Record<string, string>>,
): void {
  if (isSame(request.headers['if-none-match'], page.etag)) {
    response.writeHead(304, { ...security, ...page.headers });
    response.end();
    return;
  }
  const accepted = request.headers['accept-encoding'];
  const isPacked = page.body.length >= LEAST_BYTES && acceptedCoding(accepted as string | undefined) === 'br';
  const body = isPacked ? page.brotli : page.body;
  response.writeHead(200, {
    ...security,
    ...page.headers,
    ...(isPacked ? { 'content-encoding': 'br' } : {}),
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

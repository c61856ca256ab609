/** Opens the one shop of this process and hands it to every request; refuses foreign changes; finishes every answer. */
import { randomBytes } from 'node:crypto';
import type { Handle, HandleFetch, HandleServerError, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { foreignRequest } from '#server/guards/foreign-request.ts';
import { refusalText } from '#server/guards/refusal.ts';
import { openLog, type Log } from '#server/log/log.ts';
import { entryLink } from '#server/pages/entry-link.ts';
import { answerOnce, keptFor } from '#server/pages/finish.ts';
import type { PageText } from '#server/pages/page-text.ts';
import { openRunningShop, type RunningShop } from '#server/running-shop.ts';
import { readSettings } from '#server/settings/settings.ts';
import type { Shop } from '#server/shop.ts';

const KEY = Symbol.for('cartwright.running');
const place = globalThis as { [KEY]?: RunningShop };
let shop: Shop;
let log: Log = openLog('error');

export const init: ServerInit = async () => {
  if (building) return;
  const link = entryLink();
  const settings = link?.settings ?? readSettings(process.env);
  log = openLog(settings.LOG_LEVEL);
  // In development an edit loads this module anew: the shop it opened before is closed first.
  await place[KEY]?.close();
  const running = await openRunningShop(settings, log, () => link?.pages.drop());
  place[KEY] = running;
  shop = running.shop;
  if (link) link.shop = running;
};

export const handle: Handle = async ({ event, resolve }) => {
  if (building) return resolve(event);
  event.locals.shop = shop;
  const refusal = foreignRequest(event.request, event.url.origin);
  if (refusal) {
    const { status, type, body } = refusalText(event.url.pathname, refusal);
    return new Response(body, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } });
  }
  // The framework asks for a page's data under the page's own address; that answer is not the page.
  const link = event.isDataRequest ? undefined : entryLink();
  if (!link) return resolve(event);
  const work = (text: PageText) => resolve(event, { transformPageChunk: text.take });
  return answerOnce(event.request, event.url, link.pages, work, link.styles);
};

/** What a page asks of the catalog and what is kept already does not go through the application a second time. */
export const handleFetch: HandleFetch = ({ request, fetch }) => {
  const pages = entryLink()?.pages;
  return (pages && keptFor(request, pages)) ?? fetch(request);
};

export const handleError: HandleServerError = ({ error, event, status }) => {
  if (status === 404) {
    return {
      message: 'There is no page at this address',
      remedy: 'It may have moved or been taken out of the shop. Search for it, or go to the start.',
    };
  }
  if (status < 500) return { message: 'This request could not be read', remedy: 'Go back and try again.' };
  const id = randomBytes(4).toString('hex');
  log.error('request failed', {
    id,
    method: event.request.method,
    route: event.route.id ?? '',
    status,
    error,
  });
  return {
    message: 'Something went wrong on our side',
    remedy: `Your cart is safe. Try again in a moment; if it stays, tell us the number ${id}.`,
  };
};

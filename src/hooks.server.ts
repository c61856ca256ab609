/** Opens the one shop of this process and hands it to every request. */
import type { Handle, ServerInit } from '@sveltejs/kit';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';

let shop: Shop;

export const init: ServerInit = async () => {
  shop = await openShop(readSettings(process.env));
};

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.shop = shop;
  return resolve(event);
};

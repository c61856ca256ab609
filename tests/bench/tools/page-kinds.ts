/** An address of each kind of page in a running shop, found as a visitor finds them. */
import type { HomeAnswer } from '#protocol/catalog.ts';
import { ask } from '../../journeys/server/ask.ts';
import type { ShopServer } from '../../journeys/shop-server.ts';

export interface PageKind {
  readonly name: string;
  readonly path: string;
}

export async function pageKinds(shop: ShopServer): Promise<PageKind[]> {
  const answer = await ask(shop, '/api/catalog/home');
  const home = JSON.parse(answer.body.toString()) as HomeAnswer;
  const largest = home.categories.toSorted((a, b) => b.products - a.products)[0];
  const product = home.featured[0];
  return [
    { name: 'home', path: '/' },
    ...(largest ? [{ name: 'category', path: `/c/${largest.path}` }] : []),
    ...(product ? [{ name: 'product', path: `/p/${product.slug}` }] : []),
    { name: 'cart', path: '/cart' },
  ];
}

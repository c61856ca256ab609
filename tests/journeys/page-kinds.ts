/** An address of each kind of page in a running shop, found as a visitor finds them. */
import type { HomeAnswer } from '#protocol/catalog.ts';
import { ask } from './server/ask.ts';
import type { ShopServer } from './shop-server.ts';

export interface PageKind {
  readonly name: string;
  readonly path: string;
}

export async function pageKinds(shop: ShopServer): Promise<PageKind[]> {
  const answer = await ask(shop, '/api/catalog/home');
  const home = JSON.parse(answer.body.toString()) as HomeAnswer;
  const largest = home.categories.toSorted((a, b) => b.products - a.products)[0]!;
  return [
    { name: 'home', path: '/' },
    { name: 'category', path: `/c/${largest.path}` },
    { name: 'product', path: `/p/${home.featured[0]!.slug}` },
    { name: 'cart', path: '/cart' },
    { name: 'checkout', path: '/checkout' },
    { name: 'privacy', path: '/privacy' },
    { name: 'cookies', path: '/cookies' },
    { name: 'storage', path: '/storage' },
    { name: 'lost order link', path: '/orders' },
    { name: 'parts list', path: '/quick-order' },
    { name: 'search without result', path: '/search?q=xyzzyplugh' },
    { name: 'search', path: '/search?q=woofer' },
    { name: 'dense list', path: '/search?q=capacitor&view=table' },
    {
      name: 'compare',
      path: `/compare?${home.featured
        .slice(0, 2)
        .map((card) => `p=${card.slug}`)
        .join('&')}`,
    },
    { name: 'compare, nothing ticked', path: '/compare' },
    { name: 'not found', path: '/nowhere/at/all' },
  ];
}

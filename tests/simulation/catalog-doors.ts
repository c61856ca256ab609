/** The shop's catalog routes as a device meets them, without a network between. */
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { readHome } from '#server/catalog/read/read-home.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { readNav } from '#server/catalog/read/read-nav.ts';
import type { Shop } from '#server/shop.ts';

export function catalogDoors(shop: Shop): typeof fetch {
  return (async (input: RequestInfo | URL) => {
    const url = new URL(String(input), 'https://shop');
    const [, , , kind, id] = url.pathname.split('/');
    if (kind === 'manifest') return Response.json(await readManifest(shop));
    if (kind === 'nav') return Response.json(await readNav(shop));
    if (kind === 'home') return Response.json(await readHome(shop));
    const [since, after] = ['since', 'after'].map((name) => Number(url.searchParams.get(name) ?? '0'));
    const feed = await readFeed(shop, { category: Number(id), since: since!, after: after! });
    return new Response(feed.ok ? `${feed.lines.join('\n')}\n` : '', { status: feed.ok ? 200 : 404 });
  }) as typeof fetch;
}

/** The home page's answer: the two upper levels of the tree, and some products of each part of it. */
import type { ProductCard } from '#domain/catalog/product.ts';
import type { HomeAnswer } from '#protocol/catalog.ts';
import type { Shop } from '#server/shop.ts';
import { readCards } from './cards.ts';
import { keepAnswer, keptOf, shownCategory, type CategoryNode, type Kept } from './kept.ts';
import { orderOf } from './read-category.ts';

const FEATURED = 8;
/** How many of each category are looked at for one worth showing. */
const CANDIDATES = 24;

export async function readHome(shop: Shop): Promise<HomeAnswer> {
  const memory = await keptOf(shop);
  const top = [...memory.categories.values()].filter((node) => node.parentId === null && node.products > 0);
  const tops = new Set(top.map((node) => node.id));
  const second = [...memory.categories.values()].filter(
    (node) => node.parentId !== null && tops.has(node.parentId) && node.products > 0,
  );
  return {
    generation: memory.generation,
    currency: shop.currency,
    categories: [...top, ...second].map(shownCategory),
    featured: await keepAnswer(memory, 'featured', () => featured(shop, memory, top)),
    total: top.reduce((sum, node) => sum + node.products, 0),
  };
}

/** Round and round the top categories, each time the best one left: something to look at first, then in stock. */
async function featured(shop: Shop, memory: Kept, top: readonly CategoryNode[]): Promise<ProductCard[]> {
  const queues = await Promise.all(
    top.slice(0, FEATURED).map(async (node) => {
      const order = await orderOf(shop, memory, node);
      // Spread over the category, so that not only titles beginning with A are seen.
      const step = Math.max(1, Math.floor(order.length / CANDIDATES));
      const count = Math.min(CANDIDATES, order.length);
      const ids = Array.from({ length: count }, (_, index) => order[index * step]!);
      const cards = await readCards(shop, memory, ids);
      return cards.sort((a, b) => worth(b) - worth(a) || a.id - b.id);
    }),
  );
  const shown: ProductCard[] = [];
  for (let round = 0; shown.length < FEATURED && round < CANDIDATES; round++)
    for (const queue of queues) {
      const card = queue[round];
      if (card && shown.length < FEATURED) shown.push(card);
    }
  return shown;
}

function worth(card: ProductCard): number {
  const looks = card.picture || card.drawing ? 4 : 0;
  const stock = card.stock === 'in' ? 2 : card.stock === 'out' ? 0 : 1;
  return looks + stock + (card.facts.length > 0 ? 1 : 0);
}

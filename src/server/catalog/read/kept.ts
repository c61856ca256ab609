/** What reading keeps in memory for one generation: thrown away whole as soon as a newer one is seen. */
import type { Category, ProductCard } from '#domain/catalog/product.ts';
import type { Shop } from '#server/shop.ts';
import { readGeneration } from '../generations/watch.ts';

export interface CategoryNode extends Category {
  readonly parentId: number | null;
  readonly generation: number;
  /** Itself and everything below. */
  readonly under: number[];
}

export interface Kept {
  readonly generation: number;
  readonly categories: ReadonlyMap<number, CategoryNode>;
  readonly byPath: ReadonlyMap<string, CategoryNode>;
  /** Product ids of a category in shown order. */
  readonly orders: Map<number, Promise<Uint32Array>>;
  /** The telling attribute keys of a home category. */
  readonly facts: Map<number, Promise<readonly string[]>>;
  readonly cards: Map<number, ProductCard>;
  /** Whole answers that are the same for the whole generation, by name. */
  readonly answers: Map<string, Promise<unknown>>;
}

const MOST_CARDS = 20_000;
const kept = new WeakMap<Shop, Promise<Kept>>();

/** The kept memory of the newest generation. The number is read before any row, so an answer is never older than it says. */
export async function keptOf(shop: Shop): Promise<Kept> {
  const generation = await readGeneration(shop);
  const found = await kept.get(shop);
  if (found && found.generation >= generation) return found;
  const fresh = openKept(shop, generation);
  kept.set(shop, fresh);
  fresh.catch(() => kept.delete(shop));
  return fresh;
}

async function openKept(shop: Shop, generation: number): Promise<Kept> {
  const rows = await shop.database.read
    .selectFrom('categories')
    .selectAll()
    .orderBy('position')
    .orderBy('id')
    .execute();
  const paths = new Map(rows.map((row) => [row.id, row.path]));
  const categories = new Map<number, CategoryNode>();
  for (const row of rows) {
    categories.set(row.id, {
      id: row.id,
      path: row.path,
      name: row.name,
      parent: (row.parent_id !== null && paths.get(row.parent_id)) || '',
      products: row.products,
      parentId: row.parent_id,
      generation: row.generation,
      under: [],
    });
  }
  for (const node of categories.values())
    for (let up: CategoryNode | undefined = node; up; up = parentOf(categories, up)) up.under.push(node.id);
  return {
    generation,
    categories,
    byPath: new Map([...categories.values()].map((node) => [node.path, node])),
    orders: new Map(),
    facts: new Map(),
    cards: new Map(),
    answers: new Map(),
  };
}

function parentOf(
  categories: ReadonlyMap<number, CategoryNode>,
  node: CategoryNode,
): CategoryNode | undefined {
  return node.parentId === null ? undefined : categories.get(node.parentId);
}

/** Computes an answer once a generation; a failed attempt is not kept. */
export function keepAnswer<T>(memory: Kept, name: string, compute: () => Promise<T>): Promise<T> {
  const found = memory.answers.get(name) as Promise<T> | undefined;
  if (found) return found;
  const fresh = compute();
  memory.answers.set(name, fresh);
  fresh.catch(() => memory.answers.delete(name));
  return fresh;
}

export function keepCard(memory: Kept, card: ProductCard): void {
  if (memory.cards.size >= MOST_CARDS) memory.cards.clear();
  memory.cards.set(card.id, card);
}

/** A node as answers show it. */
export function shownCategory({ id, path, name, parent, products }: CategoryNode): Category {
  return { id, path, name, parent, products };
}

/** The node and its ancestors, outermost first. */
export function lineage(memory: Kept, node: CategoryNode): CategoryNode[] {
  const up = parentOf(memory.categories, node);
  return up ? [...lineage(memory, up), node] : [node];
}

/** Categories made by path: each is known by its slugified path and keeps the first name it was given. */
import { slugify } from '#domain/catalog/slug.ts';
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#server/database/tables.ts';

export interface PlannedCategory {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly parent_id: number | null;
  readonly position: number;
}

export interface CategoryTree {
  readonly byPath: Map<string, number>;
  /** Those that publishing must make, parents first. */
  readonly fresh: PlannedCategory[];
  next: number;
}

export async function readCategoryTree(db: Kysely<Tables>): Promise<CategoryTree> {
  const rows = await db.selectFrom('categories').select(['id', 'path']).execute();
  const last = rows.reduce((most, row) => Math.max(most, row.id), 0);
  return { byPath: new Map(rows.map((row) => [row.path, row.id])), fresh: [], next: last + 1 };
}

/** Where a product without a category lands. */
const HOMELESS = ['Other'];

/** The address of a category: its names slugified; a name without a letter or digit gets a short hash. */
export function categoryPath(names: readonly string[]): string {
  return (names.length > 0 ? names : HOMELESS).map(wordOf).join('/');
}

function wordOf(name: string): string {
  return slugify(name) || createHash('sha256').update(name).digest('hex').slice(0, 8);
}

/** The id of the category with these names, outermost first; made with its ancestors where it does not stand yet. */
export function placeCategory(tree: CategoryTree, names: readonly string[]): number {
  let path = '';
  let parent: number | null = null;
  for (const name of names.length > 0 ? names : HOMELESS) {
    const word = wordOf(name);
    path = path === '' ? word : `${path}/${word}`;
    let id = tree.byPath.get(path);
    if (id === undefined) {
      id = tree.next++;
      tree.byPath.set(path, id);
      tree.fresh.push({ id, path, name, parent_id: parent, position: id });
    }
    parent = id;
  }
  return parent!;
}

/** Variants a merchant stops selling while the shop goes on serving. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ShopServer } from './shop-server.ts';

export interface Pair {
  readonly slug: string;
  readonly title: string;
  readonly variants: readonly { readonly variant: number; readonly option: string }[];
}

/** Two variants in stock of one part that differ in a single option. */
export function variantsOfOnePart(shop: ShopServer): Pair {
  return inDatabase(shop, (database) => {
    const rows = database
      .prepare(
        `select p.slug, p.title, v.id, v.options from variants v join products p on p.id = v.product_id
         where p.on_sale = 1 and v.on_hand > 20 and json_array_length(v.options) = 1
           and (select count(*) from variants w where w.product_id = p.id and w.on_hand > 20) > 1
         order by p.id, v.id limit 2`,
      )
      .all();
    const variants = rows.map((row) => ({
      variant: Number(row['id']),
      option: (JSON.parse(String(row['options'])) as string[])[0]!,
    }));
    return { slug: String(rows[0]!['slug']), title: String(rows[0]!['title']), variants };
  });
}

/** Takes them out of sale; what it gives back puts them in again. */
export function withdraw(shop: ShopServer, variants: Pair['variants']): () => void {
  const set = (onSale: number) =>
    inDatabase(shop, (database) => {
      const update = database.prepare('update variant_rows set on_sale = ? where id = ?');
      for (const { variant } of variants) update.run(onSale, variant);
    });
  set(0);
  return () => set(1);
}

function inDatabase<T>(shop: ShopServer, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(shop.folder, 'shop.db'), { timeout: 10_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

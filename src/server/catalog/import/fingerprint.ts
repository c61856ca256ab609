/**
 * The fingerprint of what an import decides of a product: "<hash of the content>/<stock as stated>".
 * Equal in both parts: nothing changed. Equal content and other stock: only counts moved.
 */
import { createHash } from 'node:crypto';
import { categoryPath } from './category-tree.ts';
import type { ImportProduct } from './import-product.ts';

export function fingerprintOf(product: ImportProduct): string {
  const { line: _line, variants, category, attributes, ...rest } = product;
  // The place in the tree, not its spelling; and attributes are a set: a file may order its columns anew.
  const home = categoryPath(category);
  const facts = attributes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  // "No sale" is as good as silence: else every file of before would count as changed once.
  const contents = variants.map(({ onHand: _onHand, sale, ...variant }) =>
    sale === undefined || sale === 'none' ? variant : { ...variant, sale },
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([rest, home, facts, contents]))
    .digest('hex');
  const stock = variants.map((variant) => variant.onHand ?? '-').join(',');
  return `${hash}/${stock.length > 100 ? createHash('sha256').update(stock).digest('hex') : stock}`;
}

/** Whether two fingerprints differ in stock at most. */
export function sameContent(a: string, b: string): boolean {
  return a.slice(0, 65) === b.slice(0, 65);
}

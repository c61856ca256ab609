/** From which sides a drawing can be looked at; apart from what draws them, which a page may do without. */
import type { Drawing } from '#domain/catalog/product.ts';
import type { View } from './figure.ts';

export interface NamedView {
  readonly view: View;
  readonly name: string;
}

const DRIVER_VIEWS: readonly NamedView[] = [
  { view: 'front', name: 'Front' },
  { view: 'section', name: 'Section' },
  { view: 'cutout', name: 'Cut-out' },
];

const BOX_VIEWS: readonly NamedView[] = [
  { view: 'front', name: 'View' },
  { view: 'cutout', name: 'Cut-outs' },
];

/** The views a product page can offer of this drawing; one when there is nothing to turn. */
export function viewsOf(drawing: Drawing): readonly NamedView[] {
  if (/-(driver|tweeter)$/.test(drawing.kind)) return DRIVER_VIEWS;
  if (drawing.kind === 'box') return BOX_VIEWS;
  return [{ view: 'front', name: 'Drawing' }];
}

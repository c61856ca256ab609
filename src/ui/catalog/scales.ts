/** One scale for the drawings of a list, so that a ten inch driver is visibly larger than a four inch one. */
import type { ProductCard } from '#domain/catalog/product.ts';
import { oneScale } from '#ui/drawings/draw.ts';

/** CSS pixels a drawing may fill in its card. */
const ROOM = { width: 190, height: 160 };

/**
 * The scale of each card's drawing, pixels per millimetre. One for all where they are alike enough to be seen together;
 * else one for each kind of part; a kind that spans too much fills its room each time.
 */
export function scalesOf(cards: readonly Pick<ProductCard, 'drawing'>[]): ('own' | number)[] {
  const drawings = cards.map((card) => card.drawing);
  const all = oneScale(drawings, ROOM);
  if (all !== 'own') return drawings.map(() => all);
  const byKind = Map.groupBy(drawings, (drawing) => family(drawing?.kind));
  const scales = new Map([...byKind].map(([kind, group]) => [kind, oneScale(group, ROOM)]));
  return drawings.map((drawing) => scales.get(family(drawing?.kind)) ?? 'own');
}

/** "cone-driver" and "coaxial-driver" are of one family: the last word of the kind. */
function family(kind = ''): string {
  return kind.split('-').at(-1) ?? kind;
}

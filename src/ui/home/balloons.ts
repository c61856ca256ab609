/** The numbered balloons of the home page's section drawing, and the kind of part each of them points at. */
import type { Category } from '#domain/catalog/product.ts';

export interface Balloon {
  readonly number: number;
  readonly x: number;
  readonly y: number;
  /** Where its leader ends. */
  readonly to: readonly [x: number, y: number];
  /** Category paths that sell it, best first. */
  readonly paths: readonly string[];
}

export const BALLOONS: readonly Balloon[] = [
  { number: 1, x: 92, y: 84, to: [139, 128], paths: ['drivers/tweeters'] },
  {
    number: 2,
    x: 92,
    y: 246,
    to: [186, 278],
    paths: ['drivers/midwoofers', 'drivers/woofers', 'drivers'],
  },
  { number: 3, x: 510, y: 60, to: [440, 84], paths: ['cabinets/kit-boxes', 'cabinets'] },
  { number: 4, x: 510, y: 190, to: [416, 212], paths: ['cabinets/damping'] },
  { number: 5, x: 510, y: 350, to: [462, 409], paths: ['terminals/binding-posts', 'terminals'] },
  { number: 6, x: 510, y: 440, to: [414, 470], paths: ['wire/hook-up-wire', 'wire'] },
  { number: 7, x: 510, y: 524, to: [400, 494], paths: ['crossover'] },
  { number: 8, x: 92, y: 420, to: [162, 457], paths: ['cabinets/ports'] },
];

export interface ListedPart {
  readonly number: number;
  readonly category: Category;
}

/** The parts list of the drawing: balloons whose kind of part this shop sells. */
export function partsList(categories: readonly Category[]): ListedPart[] {
  return BALLOONS.flatMap(({ number, paths }) => {
    const category = paths
      .map((path) => categories.find((one) => one.path === path))
      .find((one) => one !== undefined);
    return category ? [{ number, category }] : [];
  });
}

/** Kit boxes; their volumes are computed from the boards. */
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, ratio } from '../measures.ts';
import { product, type Choice } from '../part.ts';

const MAKER = 'Tarnwood';

type Box = readonly [
  number: string,
  name: string,
  width: number,
  height: number,
  depth: number,
  board: number,
  /** Hole for the woofer, nominal inches it is meant for, how many. */
  hole: number,
  inches: number,
  count: number,
  /** Hole for the tweeter, 0: none. */
  tweeter: number,
  price: number,
];

const boxes: readonly Box[] = [
  ['TW-5', 'Desktop box', 160, 250, 190, 15, 94, 4, 1, 76, 58],
  ['TW-8', 'Small bookshelf box', 190, 310, 230, 18, 122, 5.25, 1, 76, 74],
  ['TW-12', 'Bookshelf box', 210, 360, 280, 18, 147, 6.5, 1, 76, 89],
  ['TW-18', 'Large bookshelf box', 230, 420, 310, 18, 147, 6.5, 1, 76, 104],
  ['TW-24', 'Stand-mount box', 260, 480, 330, 22, 187, 8, 1, 76, 129],
  ['TW-28F', 'Slim floor-standing box', 200, 960, 260, 18, 122, 5.25, 2, 76, 186],
  ['TW-45F', 'Floor-standing box', 230, 1040, 320, 22, 147, 6.5, 2, 76, 238],
  ['TW-70F', 'Large floor-standing box', 270, 1140, 380, 22, 187, 8, 2, 76, 298],
  ['TW-4C', 'Full-range cube', 170, 170, 190, 15, 74, 3, 1, 0, 44],
  ['TW-9R', 'Full-range box', 190, 330, 230, 15, 94, 4, 1, 0, 62],
  ['TW-20S', 'Subwoofer cube', 330, 330, 330, 22, 187, 8, 1, 0, 112],
  ['TW-35S', 'Subwoofer cube', 390, 390, 390, 22, 234, 10, 1, 0, 138],
  ['TW-60S', 'Subwoofer cube', 450, 450, 480, 25, 282, 12, 1, 0, 176],
  ['TW-110S', 'Subwoofer box', 500, 560, 560, 25, 354, 15, 1, 0, 242],
  ['TW-14K', 'Centre box', 480, 180, 260, 18, 122, 5.25, 2, 76, 118],
];

const finishes: Choice = {
  name: 'Finish',
  values: [
    ['Raw MDF', 'M'],
    ['Birch plywood', 'B', 36],
    ['Black lacquer', 'K', 54],
  ],
};

function box([
  number,
  name,
  width,
  height,
  depth,
  board,
  hole,
  inches,
  count,
  tweeter,
  price,
]: Box): ImportProduct {
  const inside = [width, height, depth].map((side) => side - 2 * board);
  const litres = inside.reduce((a, b) => a * b, 1) / 1e6;
  const shown = litres < 10 ? litres.toFixed(1) : litres.toFixed(0);
  const drivers = `${count === 2 ? 'two' : 'one'} ${inches}″ driver${count === 2 ? 's' : ''}`;
  return product({
    title: `${name}, ${shown} l for ${drivers}`,
    maker: MAKER,
    number,
    category: ['Cabinets', 'Kit boxes'],
    summary: `${width} × ${height} × ${depth} mm outside, ${shown} litres inside before drivers and braces.`,
    story: [
      `Boards of ${board} mm, mitred and grooved: glue, tape, wait a night. The baffle is loose, with a hole of ${hole} mm${count === 2 ? ' twice' : ''}${tweeter ? ` and one of ${tweeter} mm` : ''}, so that you can cut your own.`,
      'One box. Glue and damping are not in the parcel; the drawing of all boards is.',
    ],
    attributes: [
      { ...measure('volume', 'Net volume', shown, 'l') },
      { ...measure('driver-size', 'For drivers of', inches * 25.4, 'mm'), text: `${inches}″` },
      ratio('woofers', 'Woofers', count),
      measure('width', 'Width', width, 'mm'),
      measure('height', 'Height', height, 'mm'),
      measure('depth', 'Depth', depth, 'mm'),
      measure('board-thickness', 'Board', board, 'mm'),
      measure('woofer-hole', 'Woofer hole', hole, 'mm'),
      ...(tweeter ? [measure('tweeter-hole', 'Tweeter hole', tweeter, 'mm')] : []),
    ],
    drawing: { kind: 'box', size: { width, height, depth, hole, holes: count, tweeter } },
    price,
    breaks: [[2, 0.95]],
    shelf: 12,
    weight: (width * height * depth - inside.reduce((a, b) => a * b, 1)) * 0.00075,
    tags: ['cabinet', 'kit'],
    choices: [finishes],
  });
}

export function boxProducts(): ImportProduct[] {
  return boxes.map(box);
}

/** Binding posts, terminal cups and connectors. */
import type { Drawing } from '#domain/catalog/product.ts';
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, ratio, word } from '../measures.ts';
import { product, type Choice, type Part } from '../part.ts';

const MAKER = 'Plovane';

const polarity: Choice = {
  name: 'Ring',
  values: [
    ['Red', 'R'],
    ['Black', 'K'],
  ],
};
const plating: Choice = {
  name: 'Plating',
  values: [
    ['Nickel', 'N'],
    ['Gold', 'G', 2.4],
  ],
};

const posts: readonly (readonly [
  number: string,
  title: string,
  diameter: number,
  length: number,
  hole: number,
  price: number,
])[] = [
  ['BP-19', 'Binding post, 38 mm', 13, 38, 6, 2.3],
  ['BP-27', 'Binding post, 54 mm, brass', 16, 54, 8, 4.8],
  ['BP-32', 'Binding post, 62 mm, copper core', 19, 62, 8, 9.6],
  ['BP-60', 'Long binding post for 25 mm boards', 16, 86, 8, 6.9],
];

const cups: readonly (readonly [
  number: string,
  title: string,
  width: number,
  height: number,
  depth: number,
  posts: number,
  price: number,
])[] = [
  ['TC-R76', 'Round terminal cup, spring clips', 76, 76, 22, 2, 2.9],
  ['TC-R90', 'Round terminal cup with posts', 90, 90, 34, 2, 6.4],
  ['TC-S80', 'Square terminal cup with posts', 80, 80, 32, 2, 6.9],
  ['TC-S100', 'Terminal cup for bi-wiring', 100, 100, 36, 4, 13.8],
  ['TC-A120', 'Aluminium terminal plate', 120, 80, 8, 2, 17.5],
  ['TC-A140', 'Aluminium terminal plate for bi-wiring', 140, 90, 8, 4, 26],
];

interface Small {
  readonly number: string;
  readonly title: string;
  readonly story: string;
  readonly facts: Part['attributes'];
  readonly drawing: Drawing;
  readonly price: number;
  readonly minimum?: number;
  readonly multiple?: number;
  readonly choices?: readonly Choice[];
}

const connectors: readonly Small[] = [
  plug(
    'BN-4',
    'Banana plug, screwed',
    'Takes bare wire up to 6 mm²; two grub screws, no soldering.',
    12,
    42,
    2.6,
    [polarity],
  ),
  plug('BN-4S', 'Banana plug, soldered', 'For 4 mm² and less, with a sleeve that slides back.', 10, 40, 1.9, [
    polarity,
  ]),
  plug('SP-6', 'Spade, 6 mm', 'Fits posts of 6 mm; crimp or solder.', 14, 32, 1.2, [plating], 2),
  plug('SP-8', 'Spade, 8 mm', 'Fits posts of 8 mm; crimp or solder.', 16, 36, 1.4, [plating], 2),
  plug('PH-RM', 'Phono plug', 'Metal body, teflon inside, for cables up to 6.5 mm.', 12, 48, 3.2, [polarity]),
  plug(
    'XL-3M',
    'XLR plug, three pins, male',
    'Die-cast, with a chuck that holds the cable.',
    19,
    64,
    4.4,
    undefined,
    3,
  ),
  plug('XL-3F', 'XLR socket, three pins, female', 'Die-cast, latching.', 20, 66, 4.9, undefined, 3),
  plug(
    'SK-4',
    'Loudspeaker connector, four poles',
    'Twist and lock; 30 A a pole, nothing to touch.',
    26,
    64,
    5.6,
    undefined,
    4,
  ),
  plug(
    'SK-4C',
    'Chassis socket, four poles',
    'Round flange of 38 mm, tabs of 4.8 mm.',
    38,
    32,
    4.2,
    undefined,
    4,
  ),
  tab(
    'FT-48',
    'Push-on receptacles 4.8 mm, insulated',
    'For the small tab of most drivers. Ten and its multiples.',
    4.8,
  ),
  tab(
    'FT-63',
    'Push-on receptacles 6.3 mm, insulated',
    'For the large tab of most drivers. Ten and its multiples.',
    6.3,
  ),
  tab('FT-28', 'Push-on receptacles 2.8 mm, insulated', 'For tweeters. Ten and its multiples.', 2.8),
];

function plug(
  number: string,
  title: string,
  story: string,
  diameter: number,
  length: number,
  price: number,
  choices?: readonly Choice[],
  pins = 1,
): Small {
  return {
    number,
    title,
    story,
    price,
    facts: [measure('diameter', 'Diameter', diameter, 'mm'), measure('length', 'Length', length, 'mm')],
    drawing: {
      kind: 'connector',
      size: { diameter, length, prong: Math.round(length * (pins > 2 ? 0.25 : 0.45)), pins },
    },
    ...(choices && { choices }),
  };
}

function tab(number: string, title: string, story: string, width: number): Small {
  return {
    number,
    title,
    story,
    price: 0.092,
    minimum: 10,
    multiple: 10,
    facts: [measure('tab-width', 'Tab width', width, 'mm'), measure('wire-most', 'Wire, most', 2.5, 'mm²')],
    drawing: { kind: 'receptacle', size: { width: width + 1.5, length: 20 } },
  };
}

function postProduct([number, title, diameter, length, hole, price]: (typeof posts)[number]): ImportProduct {
  return product({
    title,
    maker: MAKER,
    number,
    category: ['Terminals', 'Binding posts'],
    summary: `Takes wire, spade and banana plug; needs a hole of ${hole} mm.`,
    story: [
      `Turned brass, ${length} mm long, insulated through the board. Sold singly: a loudspeaker needs one red and one black.`,
    ],
    attributes: [
      measure('diameter', 'Diameter', diameter, 'mm'),
      measure('length', 'Length', length, 'mm'),
      measure('mounting-hole', 'Mounting hole', hole, 'mm'),
    ],
    drawing: { kind: 'binding-post', size: { diameter, length, thread: hole } },
    price,
    breaks: [
      [4, 0.92],
      [40, 0.8],
    ],
    shelf: 120,
    weight: diameter * length * 0.05,
    tags: ['terminal'],
    choices: [polarity, plating],
  });
}

function cup([number, title, width, height, depth, count, price]: (typeof cups)[number]): ImportProduct {
  return product({
    title,
    maker: MAKER,
    number,
    category: ['Terminals', 'Terminal cups'],
    summary: `${width} × ${height} mm, ${count} contacts, ${depth} mm deep.`,
    story: ['With a gasket, so that a sealed box stays sealed. Four screws of 3.5 mm.'],
    attributes: [
      ratio('contacts', 'Contacts', count),
      measure('width', 'Width', width, 'mm'),
      measure('height', 'Height', height, 'mm'),
      measure('depth', 'Depth', depth, 'mm'),
    ],
    drawing: {
      kind: 'terminal-cup',
      size: { width, height, depth, posts: count, round: number.includes('-R') ? 1 : 0 },
    },
    price,
    breaks: [
      [4, 0.92],
      [20, 0.84],
    ],
    shelf: 60,
    weight: width * height * 0.012,
    tags: ['terminal'],
  });
}

function connector(part: Small): ImportProduct {
  const { facts, story, ...rest } = part;
  return product({
    ...rest,
    maker: MAKER,
    category: ['Terminals', 'Connectors'],
    summary: story,
    story: [story],
    attributes: [...facts, word('contact', 'Contact', 'brass')],
    breaks: part.minimum
      ? [
          [50, 0.85],
          [200, 0.7],
        ]
      : [[10, 0.9]],
    shelf: part.minimum ? 2000 : 90,
    weight: part.minimum ? 1 : 18,
    tags: ['connector'],
  });
}

export function terminalProducts(): ImportProduct[] {
  return [...posts.map(postProduct), ...cups.map(cup), ...connectors.map(connector)];
}

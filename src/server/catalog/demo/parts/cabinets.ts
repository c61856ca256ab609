/** What goes into and onto a cabinet: ports, grilles, damping, feet. */
import type { Drawing } from '#domain/catalog/product.ts';
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, word } from '../measures.ts';
import { product, type Choice } from '../part.ts';

const MAKER = 'Tarnwood';

interface Small {
  readonly number: string;
  readonly title: string;
  readonly category: string;
  readonly summary: string;
  readonly story: string;
  readonly facts: Parameters<typeof product>[0]['attributes'];
  readonly drawing: Drawing;
  readonly price: number;
  readonly weight: number;
  readonly choices?: readonly Choice[];
}

const ports: readonly (readonly [inside: number, length: number, flare: number, price: number])[] = [
  [34, 120, 52, 4.2],
  [50, 140, 74, 5.4],
  [50, 220, 74, 6.2],
  [68, 160, 98, 7.3],
  [68, 260, 98, 8.6],
  [100, 200, 140, 11.8],
  [100, 320, 140, 13.9],
  [150, 360, 204, 24.5],
];

const portParts: Small[] = ports.map(([inside, length, flare, price]) => ({
  number: `PT-${inside}-${length}`,
  title: `Flared port, ${inside} mm inside, ${length} mm long`,
  category: 'Ports',
  summary: `Cut to length with a saw; the flare of ${flare} mm sits on the baffle.`,
  story: `${((Math.PI * inside ** 2) / 400).toFixed(1)} cm² of opening. The length you need stands on the page of every driver that suits a vented box; add nothing for the flare, it is in the end correction.`,
  facts: [
    measure('inside-diameter', 'Inside diameter', inside, 'mm'),
    measure('length', 'Length', length, 'mm'),
    measure('flare', 'Flare', flare, 'mm'),
    measure('mounting-hole', 'Mounting hole', inside + 6, 'mm'),
  ],
  drawing: { kind: 'port', size: { inside, length, flare } },
  price,
  weight: inside * length * 0.012,
}));

const grilles: readonly (readonly [inches: number, outer: number, price: number])[] = [
  [4, 128, 6.9],
  [5.25, 158, 8.4],
  [6.5, 190, 9.6],
  [8, 238, 12.4],
  [10, 288, 15.9],
  [12, 338, 19.8],
  [15, 412, 27],
];

const grilleParts: Small[] = grilles.map(([inches, outer, price]) => ({
  number: `GR-${outer}`,
  title: `Steel grille for ${inches}″ drivers`,
  category: 'Grilles',
  summary: `${outer} mm across, perforated steel on a rubber ring, held by the driver's own screws.`,
  story:
    'Sixty per cent open, which costs less than half a decibel at 10 kHz. Clears a cone that moves 12 mm.',
  facts: [
    measure('outer-diameter', 'Outer diameter', outer, 'mm'),
    { ...measure('driver-size', 'For drivers of', inches * 25.4, 'mm'), text: `${inches}″` },
    measure('open-area', 'Open area', 60, '%'),
  ],
  drawing: { kind: 'grille', size: { outer } },
  price,
  weight: outer * 1.1,
  choices: [
    {
      name: 'Colour',
      values: [
        ['Black', 'K'],
        ['White', 'W'],
      ],
    },
  ],
}));

const dampings: readonly (readonly [
  number: string,
  title: string,
  size: readonly [number, number, number],
  grams: number,
  price: number,
  story: string,
])[] = [
  [
    'DW-500',
    'Sheep’s wool, loose, 500 g',
    [300, 200, 150],
    500,
    14.5,
    'Teased wool for sealed boxes: 8 to 12 g per litre is where the gain ends.',
  ],
  [
    'DF-30',
    'Polyester fleece, 30 mm',
    [1000, 500, 30],
    600,
    9.8,
    'Lines the walls of a vented box; leave the port free.',
  ],
  [
    'DF-50',
    'Polyester fleece, 50 mm',
    [1000, 500, 50],
    1000,
    13.6,
    'Twice the thickness, an octave more in the upper bass.',
  ],
  [
    'DN-10',
    'Felt, 10 mm',
    [500, 500, 10],
    800,
    12.9,
    'Dense wool felt for behind a driver, where a first reflection comes back through the cone.',
  ],
  [
    'DB-4',
    'Bitumen sheet, 4 mm',
    [500, 250, 4],
    900,
    6.4,
    'Self-adhesive weight for thin boards. Warm it, press it, tap the panel: the ring is gone.',
  ],
  [
    'DP-40',
    'Pyramid foam, 40 mm',
    [500, 500, 40],
    300,
    8.2,
    'Open-cell foam for the back wall of midrange chambers.',
  ],
];

const dampingParts: Small[] = dampings.map(
  ([number, title, [width, height, thickness], grams, price, story]) => ({
    number,
    title,
    category: 'Damping',
    summary: story.split(/[:.;]/)[0] + '.',
    story,
    facts: [
      measure('width', 'Width', width, 'mm'),
      measure('length', 'Length', height, 'mm'),
      measure('thickness', 'Thickness', thickness, 'mm'),
      measure('weight', 'Weight', grams, 'g'),
    ],
    drawing: { kind: 'damping', size: { width, height, thickness } },
    price,
    weight: grams,
  }),
);

const feet: readonly (readonly [
  number: string,
  title: string,
  diameter: number,
  height: number,
  price: number,
  story: string,
])[] = [
  [
    'FS-6',
    'Steel spikes M6, set of four',
    20,
    40,
    9.4,
    'Threaded M6 with lock nuts. They level a floor stander on carpet; put the discs under them on wood.',
  ],
  ['FS-8', 'Steel spikes M8, set of four', 26, 52, 13.8, 'Threaded M8, for boxes above 25 kg.'],
  ['FD-25', 'Floor discs, set of four', 25, 5, 7.6, 'Brass discs with a hollow for the spike.'],
  [
    'FR-30',
    'Rubber feet, set of four',
    30,
    15,
    3.9,
    'Natural rubber, 60 Shore, with a steel washer inside so that the screw holds.',
  ],
];

const feetParts: Small[] = feet.map(([number, title, diameter, height, price, story]) => ({
  number,
  title,
  category: 'Feet',
  summary: story.split('.')[0] + '.',
  story,
  facts: [
    measure('diameter', 'Diameter', diameter, 'mm'),
    measure('height', 'Height', height, 'mm'),
    word('pieces', 'Pieces', '4'),
  ],
  drawing: { kind: number.startsWith('FS') ? 'spike' : 'foot', size: { diameter, height } },
  price,
  weight: diameter * height * 0.06 + 20,
}));

function small(part: Small): ImportProduct {
  return product({
    ...part,
    maker: MAKER,
    category: ['Cabinets', part.category],
    story: [part.story],
    attributes: part.facts,
    breaks: [
      [4, 0.93],
      [20, 0.85],
    ],
    shelf: 46,
  });
}

export function cabinetProducts(): ImportProduct[] {
  return [...portParts, ...grilleParts, ...dampingParts, ...feetParts].map(small);
}

/** Screws, gaskets and the tools of a bench. */
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, word } from '../measures.ts';
import { product } from '../part.ts';

const MAKER = 'Bramley Bench';

const screws: readonly (readonly [diameter: number, length: number, price: number])[] = [
  [3, 12, 0.052],
  [3.5, 16, 0.058],
  [3.5, 20, 0.062],
  [4, 20, 0.068],
  [4, 25, 0.074],
  [4, 30, 0.08],
  [4, 40, 0.094],
  [5, 30, 0.11],
  [5, 45, 0.13],
];

const bolts: readonly (readonly [thread: number, length: number, price: number])[] = [
  [4, 25, 0.16],
  [5, 30, 0.21],
  [6, 40, 0.3],
  [8, 60, 0.52],
];

function screw([diameter, length, price]: (typeof screws)[number]): ImportProduct {
  return product({
    title: `Wood screw ${diameter} × ${length} mm, black`,
    maker: MAKER,
    number: `WS-${diameter * 10}-${length}`,
    category: ['Hardware', 'Screws'],
    summary: 'Pan head, Torx, for chipboard and MDF. In tens.',
    story: ['Drill a pilot hole of two thirds of the diameter in MDF, or the board splits at the edge.'],
    attributes: [
      measure('diameter', 'Diameter', diameter, 'mm'),
      measure('length', 'Length', length, 'mm'),
      word('drive', 'Drive', `Torx ${diameter < 4 ? 10 : 20}`),
    ],
    drawing: { kind: 'screw', size: { diameter, length, head: Math.round(diameter * 20) / 10 } },
    price,
    minimum: 10,
    multiple: 10,
    breaks: [
      [100, 0.72],
      [500, 0.54],
    ],
    shelf: 4000,
    weight: (diameter ** 2 * length) / 200,
    tags: ['screw'],
  });
}

function bolt([thread, length, price]: (typeof bolts)[number]): ImportProduct {
  return product({
    title: `Machine screw M${thread} × ${length} mm, hexagon socket`,
    maker: MAKER,
    number: `MS-${thread}-${length}`,
    category: ['Hardware', 'Screws'],
    summary: 'Black steel, for drivers that are screwed into threaded inserts. In fours.',
    story: [`Goes with the insert M${thread}. A driver that comes out twice a year wants a thread of metal.`],
    attributes: [
      measure('thread', 'Thread', thread, 'mm'),
      measure('length', 'Length', length, 'mm'),
      word('drive', 'Drive', 'Hexagon socket'),
    ],
    drawing: { kind: 'screw', size: { diameter: thread, length, head: thread * 1.6, machine: 1 } },
    price,
    minimum: 4,
    multiple: 4,
    breaks: [
      [40, 0.82],
      [200, 0.66],
    ],
    shelf: 900,
    weight: (thread ** 2 * length) / 150,
    tags: ['screw', 'bolt'],
  });
}

function insert(thread: number): ImportProduct {
  return product({
    title: `Threaded insert M${thread} for MDF`,
    maker: MAKER,
    number: `TI-${thread}`,
    category: ['Hardware', 'Screws'],
    summary: `Screws into a hole of ${thread + 4} mm and stays there. In fours.`,
    story: ['Zinc, with a coarse outer thread. A drop of glue keeps it from turning.'],
    attributes: [
      measure('thread', 'Thread', thread, 'mm'),
      measure('mounting-hole', 'Mounting hole', thread + 4, 'mm'),
    ],
    drawing: { kind: 'foot', size: { diameter: thread + 5, height: 13 } },
    price: 0.18 + thread * 0.02,
    minimum: 4,
    multiple: 4,
    breaks: [[40, 0.8]],
    shelf: 800,
    weight: thread,
    tags: ['insert'],
  });
}

const gaskets: readonly (readonly [
  title: string,
  number: string,
  outer: number,
  inner: number,
  price: number,
])[] = [
  ['Gasket ring for 5.25″ drivers', 'GK-146', 146, 122, 0.9],
  ['Gasket ring for 6.5″ drivers', 'GK-176', 176, 147, 1.1],
  ['Gasket ring for 8″ drivers', 'GK-222', 222, 187, 1.4],
  ['Gasket ring for 10″ drivers', 'GK-270', 270, 234, 1.9],
  ['Gasket ring for 12″ drivers', 'GK-318', 318, 282, 2.4],
];

function gasket([title, number, outer, inner, price]: (typeof gaskets)[number]): ImportProduct {
  return product({
    title,
    maker: MAKER,
    number,
    category: ['Hardware', 'Gaskets'],
    summary: `Closed-cell foam, 2 mm, ${outer} mm outside and ${inner} mm inside.`,
    story: [
      'A sealed box that leaks is a vented box with a bad port. Replace the gasket when the driver comes out.',
    ],
    attributes: [
      measure('outer-diameter', 'Outer diameter', outer, 'mm'),
      measure('inside-diameter', 'Inside diameter', inner, 'mm'),
      measure('thickness', 'Thickness', 2, 'mm'),
    ],
    drawing: { kind: 'gasket', size: { outer, inner } },
    price,
    breaks: [[10, 0.85]],
    shelf: 140,
    weight: 6,
    tags: ['gasket'],
  });
}

/** `shape` as ui/drawings knows it: 0 screwdriver, 1 pliers, 2 iron, 3 reel, 4 hole saw, 5 square, 6 clamp, 7 bottle, 8 microphone, 9 jig. */
type Tool = readonly [
  number: string,
  title: string,
  shape: number,
  length: number,
  price: number,
  story: string,
];

const tools: readonly Tool[] = [
  [
    'BT-ROUT',
    'Circle jig for routers',
    9,
    320,
    34,
    'Cuts holes from 60 to 400 mm, set by a pin and a scale that reads the diameter.',
  ],
  [
    'BT-HS76',
    'Hole saw, 76 mm',
    4,
    60,
    18.5,
    'For tweeters. Cut from both sides and the board does not tear.',
  ],
  [
    'BT-TX20',
    'Screwdriver, Torx 20',
    0,
    210,
    7.2,
    'For the 4 mm screws of drivers. The blade is not magnetic: it will be, near a magnet.',
  ],
  ['BT-TX10', 'Screwdriver, Torx 10', 0, 170, 5.9, 'For tweeters and terminals.'],
  ['BT-STR', 'Wire stripper, 0.5 to 6 mm²', 1, 200, 24.8, 'Finds its own depth. Strands stay whole.'],
  [
    'BT-CRM',
    'Crimping pliers for push-on receptacles',
    1,
    230,
    28.6,
    'Ratchet, three dies; opens only when the crimp is done.',
  ],
  ['BT-IRN', 'Soldering iron, 60 W', 2, 240, 31.5, 'Regulated to 200-450 °C. A broad tip for thick leads.'],
  ['BT-SLD', 'Solder with flux, 1 mm, 100 g', 3, 80, 13.9, 'Tin, copper, silver; no lead.'],
  ['BT-CLP', 'Corner clamp, set of four', 6, 150, 26, 'Holds mitred boards while the glue dries.'],
  ['BT-SQR', 'Steel square, 300 mm', 5, 300, 16.4, 'Blackened, millimetres on both edges.'],
  [
    'BT-GLU',
    'Wood glue, water-resistant, 500 g',
    7,
    190,
    8.8,
    'Eight minutes of time to correct; clamp for forty.',
  ],
  [
    'BT-MIC',
    'Measuring microphone with its own calibration',
    8,
    190,
    89,
    'Omnidirectional, 20 Hz to 20 kHz; the file with its response comes with it.',
  ],
];

function tool([number, title, shape, length, price, story]: Tool): ImportProduct {
  return product({
    title,
    maker: MAKER,
    number,
    category: ['Tools'],
    summary: story.split(/[.;]/)[0] + '.',
    story: [story],
    attributes: [measure('length', 'Length', length, 'mm')],
    drawing: { kind: 'tool', size: { shape, length, width: Math.max(20, Math.round(length * 0.14)) } },
    price,
    breaks: [[3, 0.95]],
    shelf: 16,
    weight: length * 1.4,
    tags: ['tool'],
  });
}

export function hardwareProducts(): ImportProduct[] {
  return [
    ...screws.map(screw),
    ...bolts.map(bolt),
    ...[4, 5, 6, 8].map(insert),
    ...gaskets.map(gasket),
    ...tools.map(tool),
  ];
}

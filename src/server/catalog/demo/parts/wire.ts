/** Wire by the metre; resistances computed from the copper. */
import { COPPER_RESISTIVITY } from '#domain/loudspeaker/coil.ts';
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, ratio, significant, word } from '../measures.ts';
import { product, type Choice } from '../part.ts';

type Cable = readonly [
  number: string,
  cores: number,
  area: number,
  outer: number,
  price: number,
  jacket: string,
];

const cables: readonly Cable[] = [
  ['LS-2x075', 2, 0.75, 4.6, 0.52, 'clear PVC'],
  ['LS-2x15', 2, 1.5, 6.2, 0.88, 'clear PVC'],
  ['LS-2x25', 2, 2.5, 7.4, 1.36, 'clear PVC'],
  ['LS-2x40', 2, 4, 9, 2.1, 'clear PVC'],
  ['LR-2x15', 2, 1.5, 6.8, 1.28, 'round, halogen-free'],
  ['LR-2x25', 2, 2.5, 8.2, 1.92, 'round, halogen-free'],
  ['LR-2x40', 2, 4, 9.8, 2.86, 'round, halogen-free'],
  ['LR-4x25', 4, 2.5, 10.4, 3.64, 'round, halogen-free'],
  ['LR-4x40', 4, 4, 12.2, 5.3, 'round, halogen-free'],
];

const hookUp: readonly (readonly [number: string, area: number, outer: number, price: number])[] = [
  ['HU-05', 0.5, 2.1, 0.22],
  ['HU-075', 0.75, 2.4, 0.27],
  ['HU-15', 1.5, 3, 0.44],
  ['HU-25', 2.5, 3.7, 0.68],
];

const colours: Choice = {
  name: 'Colour',
  values: [
    ['Black', 'K'],
    ['Red', 'R'],
    ['White', 'W'],
    ['Green', 'G'],
  ],
};

const byTheMetre = {
  breaks: [
    [10, 0.92],
    [50, 0.84],
    [100, 0.76],
  ] as const,
  shelf: 400,
};

/** Ω of `metres` there and back. */
const loop = (area: number, metres: number) =>
  significant((COPPER_RESISTIVITY * 2 * metres) / (area * 1e-6), 2);

function cable([number, cores, area, outer, price, jacket]: Cable): ImportProduct {
  return product({
    title: `${jacket.startsWith('round') ? 'Round loudspeaker' : 'Loudspeaker'} wire ${cores} × ${area} mm², by the metre`,
    maker: 'Lodestrand',
    number,
    category: ['Wire', 'Loudspeaker wire'],
    summary: `Oxygen-free copper in ${jacket}; ${loop(area, 5)} Ω for 5 m there and back.`,
    story: [
      `Copper is copper: what matters is enough of it. Keep the loop below a twentieth of the loudspeaker's impedance: this wire does that for 8 Ω up to ${Math.floor((0.4 * area * 1e-6) / (2 * COPPER_RESISTIVITY))} m.`,
      'Sold by the metre, in one piece. One core is marked.',
    ],
    attributes: [
      measure('cross-section', 'Cross-section', area, 'mm²'),
      ratio('cores', 'Cores', cores),
      measure('loop-resistance', 'Resistance, 10 m there and back', loop(area, 10), 'Ω'),
      measure('outer-diameter', 'Outer diameter', outer, 'mm'),
      word('jacket', 'Jacket', jacket),
    ],
    drawing: { kind: 'wire', size: { outer, cores, copper: significant(2 * Math.sqrt(area / Math.PI), 2) } },
    price,
    ...byTheMetre,
    weight: cores * area * 9 + outer * 3,
    tags: ['cable', 'by the metre'],
  });
}

function hook([number, area, outer, price]: (typeof hookUp)[number]): ImportProduct {
  return product({
    title: `Hook-up wire ${area} mm², tinned, by the metre`,
    maker: 'Lodestrand',
    number,
    category: ['Wire', 'Hook-up wire'],
    summary: `Fine-stranded, tinned, ${outer} mm outside: for inside the box.`,
    story: [
      'Silicone insulation that does not shrink back from the iron. Least order two metres, in steps of one.',
    ],
    attributes: [
      measure('cross-section', 'Cross-section', area, 'mm²'),
      ratio('cores', 'Cores', 1),
      measure('outer-diameter', 'Outer diameter', outer, 'mm'),
      measure('temperature', 'Temperature, most', 180, '°C'),
    ],
    drawing: {
      kind: 'wire',
      size: { outer, cores: 1, copper: significant(2 * Math.sqrt(area / Math.PI), 2) },
    },
    price,
    ...byTheMetre,
    minimum: 2,
    weight: area * 9 + outer * 3,
    tags: ['wire', 'by the metre'],
    choices: [colours],
  });
}

type Lead = readonly [number: string, name: string, price: number, perMetre: number, outer: number];
const leads: readonly Lead[] = [
  ['RL-P', 'Signal lead, phono to phono', 8.4, 2.2, 6],
  ['RL-X', 'Signal lead, XLR to XLR', 12.8, 2.6, 6.5],
  ['RL-S', 'Loudspeaker lead with banana plugs, pair', 16.5, 4.8, 8],
];

function lead([number, name, price, perMetre, outer]: Lead): ImportProduct {
  return product({
    title: name,
    maker: 'Lodestrand',
    number,
    category: ['Wire', 'Ready leads'],
    summary: 'Soldered by hand, tested, in four lengths.',
    story: ['Both ends can be opened and shortened. Choose the length you need and half a metre.'],
    attributes: [
      measure('outer-diameter', 'Outer diameter', outer, 'mm'),
      word('lengths', 'Lengths', '1, 2, 3 and 5 m'),
    ],
    drawing: { kind: 'wire', size: { outer, cores: 2, copper: 1.2 } },
    price,
    breaks: [[4, 0.92]],
    shelf: 18,
    weight: 180,
    tags: ['cable'],
    choices: [
      {
        name: 'Length',
        values: [
          ['1 m', '1'],
          ['2 m', '2', perMetre],
          ['3 m', '3', 2 * perMetre],
          ['5 m', '5', 4 * perMetre],
        ],
      },
    ],
  });
}

export function wireProducts(): ImportProduct[] {
  return [...cables.map(cable), ...hookUp.map(hook), ...leads.map(lead)];
}

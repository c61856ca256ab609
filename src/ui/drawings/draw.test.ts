import { describe, expect, it } from 'vitest';
import type { Drawing } from '#domain/catalog/product.ts';
import { figureOf, oneScale } from './draw.ts';
import { viewsOf } from './views.ts';
import { guessDrawing } from './guess.ts';
import { layOut } from './lay-out.ts';
import { circle } from './pen.ts';

const woofer: Drawing = {
  kind: 'cone-driver',
  size: { outer: 270, hole: 234, cone: 196, roll: 16, cap: 58, holes: 8, depth: 124, magnet: 145, coil: 50 },
};
const small: Drawing = { ...woofer, size: { ...woofer.size, outer: 118, hole: 94, cone: 76, depth: 60 } };
const PATH = /^([MLHVAahvz]|-?(\d+\.?\d*|\.\d+)| )+$/;

describe('drawings', () => {
  it('are true to scale: a 10 inch driver is as much larger as it is', () => {
    const scale = oneScale([woofer, small], { width: 200, height: 150 });
    expect(scale).toBeCloseTo(150 / 270, 5);
    const [large, little] = [woofer, small].map((d) => layOut(figureOf(d)!, Number(scale), true));
    expect((large!.width! - 6) / (little!.width! - 6)).toBeCloseTo(270 / 118, 1);
  });

  it('give up one scale where a part would vanish beside another', () => {
    const cabinet: Drawing = { kind: 'box', size: { width: 270, height: 1140, depth: 380 } };
    const resistor: Drawing = { kind: 'resistor', size: { width: 10, length: 22 } };
    expect(oneScale([cabinet, resistor], { width: 200, height: 150 })).toBe('own');
    expect(oneScale([], { width: 200, height: 150 })).toBe('own');
  });

  it('have a front, a section and a cut-out of each driver, each measured', () => {
    expect(viewsOf(woofer).map((v) => v.view)).toEqual(['front', 'section', 'cutout']);
    expect(figureOf(woofer, 'front')!.across!.text).toBe('270 mm');
    expect(figureOf(woofer, 'section')!.across!.text).toBe('124 mm');
    expect(figureOf(woofer, 'cutout')!.across!.text).toBe('Ø 234 mm');
  });

  it('are well-formed paths of every kind and view, also without any size', () => {
    for (const kind of KINDS) {
      for (const { view } of viewsOf({ kind, size: {} })) {
        const figure = figureOf({ kind, size: {} }, view)!;
        for (const path of [figure.ink, figure.soft, figure.copper]) {
          if (path) expect(path, `${kind} ${view}`).toMatch(PATH);
        }
        expect(figure.box.every(Number.isFinite), kind).toBe(true);
      }
    }
    expect(figureOf({ kind: 'unheard-of', size: {} })).toBeUndefined();
  });

  it('close small circles', () => {
    expect(circle(0, 0, 2.25)).toBe('M-2.3 0a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0 -4.6 0');
  });
});

const KINDS = [
  'cone-driver coaxial-driver dome-tweeter ribbon-tweeter film-capacitor electrolytic-capacitor air-coil iron-coil',
  'resistor potentiometer module chip capsule box port grille damping spike foot gasket wire binding-post',
  'terminal-cup connector receptacle screw tool',
].flatMap((words) => words.split(' '));

describe('the guess', () => {
  it.each([
    ['Crossover Film Capacitors (CBB)', 'film-capacitor'],
    ['Aluminum Electrolytic Capacitors - SMD', 'electrolytic-capacitor'],
    ['Audio Products / Vibration Motors Buzzers', 'capsule'],
    ['Inductors, Coils & Chokes', 'air-coil'],
    ['Operational Amplifier', 'chip'],
    ['', 'chip'],
  ])('%s is drawn as %s', (words, kind) => {
    expect(guessDrawing(words).kind).toBe(kind);
    expect(figureOf(guessDrawing(words))).toBeDefined();
  });
});

/** The tools of a bench, each from the side that tells what it is. */
import type { Figure, Size } from '../figure.ts';
import { mm } from '../figure.ts';
import { bow, circle, line, polygon, rect } from '../pen.ts';

const size = (given: Size, name: string, otherwise: number): number => given[name] ?? otherwise;

type Shape = (l: number, w: number) => Pick<Figure, 'ink' | 'soft' | 'copper'> & { readonly width?: number };

/** Handle and blade: screwdrivers. */
const screwdriver: Shape = (l, w) => ({
  ink:
    rect(0, -w / 2, l * 0.42, w, w * 0.3) +
    rect(l * 0.42, -w * 0.28, l * 0.06, w * 0.56) +
    polygon(
      [
        [l * 0.48, -w * 0.1],
        [l, -w * 0.1],
        [l, w * 0.1],
        [l * 0.48, w * 0.1],
      ],
      false,
    ),
  soft: [0.08, 0.15, 0.21, 0.27, 0.34].map((s) => line(l * s, -w * 0.4, l * s, w * 0.4)).join(''),
  copper: line(l * 0.94, -w * 0.1, l * 0.94, w * 0.1),
});

/** Two legs on a pivot: strippers and crimpers. */
const pliers: Shape = (l, w) => ({
  width: w * 2.4,
  ink:
    bow(0, -w, l * 0.66, -w * 0.12, l) +
    bow(0, -w * 0.55, l * 0.62, w * 0.16, l) +
    bow(0, w, l * 0.66, w * 0.12, -l) +
    bow(0, w * 0.55, l * 0.62, -w * 0.16, -l) +
    bow(0, -w * 0.55, 0, -w, w * 0.3) +
    bow(0, w, 0, w * 0.55, w * 0.3) +
    polygon([
      [l * 0.66, -w * 0.4],
      [l * 0.82, -w * 0.5],
      [l, -w * 0.16],
      [l, w * 0.16],
      [l * 0.82, w * 0.5],
      [l * 0.66, w * 0.4],
    ]),
  soft: circle(l * 0.7, 0, w * 0.16) + bow(l * 0.2, -w * 0.5, l * 0.2, w * 0.5, w),
  copper: line(l * 0.78, 0, l, 0),
});

/** Handle, sleeve, hot tip, cord. */
const iron: Shape = (l, w) => ({
  ink:
    rect(l * 0.08, -w / 2, l * 0.42, w, w * 0.35) +
    rect(l * 0.5, -w * 0.34, l * 0.05, w * 0.68) +
    rect(l * 0.55, -w * 0.16, l * 0.3, w * 0.32),
  soft:
    bow(0, w * 0.5, l * 0.08, 0, l * 0.1) +
    line(l * 0.2, -w / 2, l * 0.2, w / 2) +
    line(l * 0.4, -w / 2, l * 0.4, w / 2),
  copper: polygon([
    [l * 0.85, -w * 0.1],
    [l, -w * 0.03],
    [l, w * 0.03],
    [l * 0.85, w * 0.1],
  ]),
});

/** A reel of something wound. */
const reel: Shape = (l) => ({
  width: l,
  ink: circle(l / 2, 0, l / 2) + circle(l / 2, 0, l * 0.12),
  soft: circle(l / 2, 0, l * 0.18),
  copper: [0.26, 0.31, 0.36, 0.41].map((r) => circle(l / 2, 0, l * r)).join(''),
});

/** A cup with teeth and an arbor. */
const holeSaw: Shape = (l) => {
  const teeth = Array.from(
    { length: 17 },
    (_, i) => [l - (i % 2 ? l * 0.06 : 0), -l * 0.6 + (l * 1.2 * i) / 16] as const,
  );
  return {
    width: l * 1.2,
    ink:
      polygon(
        [
          [l * 0.94, -l * 0.6],
          [l * 0.36, -l * 0.6],
          [l * 0.36, l * 0.6],
          [l * 0.94, l * 0.6],
        ],
        false,
      ) + rect(0, -l * 0.08, l * 0.36, l * 0.16),
    soft: line(0, 0, l, 0) + rect(l * 0.5, -l * 0.3, l * 0.26, l * 0.14, l * 0.06),
    copper: polygon(teeth, false),
  };
};

/** Two blades at a right angle, with their scale. */
const square: Shape = (l) => {
  const marks = Array.from({ length: 14 }, (_, i) =>
    line(l * (0.16 + i * 0.058), -l * 0.3, l * (0.16 + i * 0.058), -l * (i % 5 ? 0.275 : 0.26)),
  ).join('');
  return {
    width: l * 0.6,
    ink: polygon([
      [0, -l * 0.3],
      [l, -l * 0.3],
      [l, -l * 0.2],
      [l * 0.1, -l * 0.2],
      [l * 0.1, l * 0.3],
      [0, l * 0.3],
    ]),
    soft: marks,
    copper: rect(l * 0.1, -l * 0.2, l * 0.05, l * 0.05),
  };
};

/** A corner clamp: two jaws and a spindle. */
const clamp: Shape = (l) => ({
  width: l * 0.9,
  ink:
    polygon([
      [0, -l * 0.45],
      [l * 0.7, -l * 0.45],
      [l * 0.7, -l * 0.3],
      [l * 0.16, -l * 0.3],
      [l * 0.16, l * 0.3],
      [0, l * 0.3],
    ]) + rect(l * 0.3, -l * 0.16, l * 0.3, l * 0.3),
  soft: line(l * 0.6, l * 0.14, l, l * 0.42) + line(l * 0.92, l * 0.45, l, l * 0.34),
  copper: line(l * 0.16, -l * 0.3, l * 0.3, -l * 0.16),
});

/** A bottle with a nozzle. */
const bottle: Shape = (l, w) => ({
  width: l * 0.4,
  ink:
    rect(0, -l * 0.19, l * 0.68, l * 0.38, l * 0.05) +
    polygon(
      [
        [l * 0.68, -l * 0.1],
        [l * 0.8, -l * 0.04],
        [l, -w * 0.06],
        [l, w * 0.06],
        [l * 0.8, l * 0.04],
        [l * 0.68, l * 0.1],
      ],
      false,
    ),
  soft: rect(l * 0.14, -l * 0.14, l * 0.38, l * 0.28),
  copper: line(l * 0.8, -l * 0.04, l * 0.8, l * 0.04),
});

/** A measuring microphone: body and thin neck. */
const microphone: Shape = (l, w) => ({
  width: w,
  ink:
    rect(0, -w / 2, l * 0.5, w, 2) +
    polygon(
      [
        [l * 0.5, -w / 2],
        [l * 0.64, -w * 0.16],
        [l, -w * 0.16],
        [l, w * 0.16],
        [l * 0.64, w * 0.16],
        [l * 0.5, w / 2],
      ],
      false,
    ),
  soft: line(l * 0.06, -w / 2, l * 0.06, w / 2) + line(-l * 0.04, 0, l * 1.04, 0),
  copper: line(l * 0.94, -w * 0.16, l * 0.94, w * 0.16) + line(l, -w * 0.16, l, w * 0.16),
});

/** A circle jig: slide with its scale, pin, plate for the router. */
const jig: Shape = (l) => ({
  width: l * 0.4,
  ink: rect(0, -l * 0.05, l * 0.72, l * 0.1, 3) + circle(l * 0.82, 0, l * 0.18),
  soft:
    circle(l * 0.82, 0, l * 0.07) +
    Array.from({ length: 11 }, (_, i) =>
      line(l * (0.1 + i * 0.05), -l * 0.05, l * (0.1 + i * 0.05), -l * 0.025),
    ).join(''),
  copper: circle(l * 0.06, 0, l * 0.016) + bow(l * 0.7, -l * 0.2, l * 0.94, -l * 0.2, l * 0.5),
});

const shapes: readonly Shape[] = [
  screwdriver,
  pliers,
  iron,
  reel,
  holeSaw,
  square,
  clamp,
  bottle,
  microphone,
  jig,
];

/** A tool by its `shape`: 0 screwdriver, 1 pliers, 2 iron, 3 reel, 4 hole saw, 5 square, 6 clamp, 7 bottle, 8 microphone, 9 jig. */
export function tool(given: Size): Figure {
  const [l, w] = [size(given, 'length', 200), size(given, 'width', 28)];
  const { width = w, ...strokes } = (shapes[size(given, 'shape', 0)] ?? screwdriver)(l, w);
  return { box: [0, -width / 2, l, width], ...strokes, across: { from: 0, to: l, text: mm(l) } };
}

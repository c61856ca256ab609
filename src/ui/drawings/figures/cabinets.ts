/** Boxes and what is fitted to them: isometric cabinet, ports, grilles, damping, feet. */
import type { Figure, Size, View } from '../figure.ts';
import { mm } from '../figure.ts';
import { bow, circle, line, polygon, rect, ring, type Point } from '../pen.ts';

const size = (given: Size, name: string, otherwise: number): number => given[name] ?? otherwise;

/** Where the drivers of a box sit on its front, from its middle: [y, diameter]. */
function openings(given: Size, height: number): (readonly [y: number, diameter: number])[] {
  const hole = size(given, 'hole', 0);
  const count = size(given, 'holes', 1);
  const tweeter = size(given, 'tweeter', 0);
  const all = [...(tweeter ? [tweeter] : []), ...Array.from({ length: hole ? count : 0 }, () => hole)];
  const stack = all.reduce((a, b) => a + b, 0);
  const gap = Math.min(40, (height - stack) / (all.length + 1));
  let y = tweeter || count > 1 ? -height / 2 + gap : -stack / 2;
  return all.map((diameter) => {
    const at = [y + diameter / 2, diameter] as const;
    y += diameter + gap;
    return at;
  });
}

/** A cabinet: isometric with its openings, or its front with the dimensions of the cut-outs. */
export function box(given: Size, view: View): Figure {
  const [w, h, d] = [size(given, 'width', 210), size(given, 'height', 360), size(given, 'depth', 280)];
  const isLying = w > h * 1.6;
  const holes = isLying ? lying(given, w) : openings(given, h).map(([y, r]) => [0, y, r] as const);
  if (view !== 'front') {
    return {
      box: [-w / 2, -h / 2, w, h],
      ink: rect(-w / 2, -h / 2, w, h),
      soft:
        line(0, -h / 2, 0, h / 2) + holes.map(([x, y, r]) => line(x - r * 0.6, y, x + r * 0.6, y)).join(''),
      copper: holes.map(([x, y, r]) => circle(x, y, r / 2)).join(''),
      across: { from: -w / 2, to: w / 2, text: mm(w) },
      down: { from: -h / 2, to: h / 2, text: mm(h) },
    };
  }
  // Cabinet projection: the front true to scale, the depth at 30 degrees and half length.
  const [dx, dy] = [d * 0.5 * Math.cos(Math.PI / 6), -d * 0.5 * Math.sin(Math.PI / 6)];
  const corner: Point[] = [
    [-w / 2, -h / 2],
    [-w / 2 + dx, -h / 2 + dy],
    [w / 2 + dx, -h / 2 + dy],
    [w / 2 + dx, h / 2 + dy],
    [w / 2, h / 2],
  ];
  return {
    box: [-w / 2, -h / 2 + dy, w + dx, h - dy],
    ink:
      rect(-w / 2, -h / 2, w, h) +
      polygon(corner, false) +
      line(w / 2, -h / 2, w / 2 + dx, -h / 2 + dy) +
      holes.map(([x, y, r]) => circle(x, y, r / 2)).join(''),
    soft: holes.map(([x, y, r]) => circle(x, y, r * 0.56)).join(''),
    copper: holes.map(([x, y, r]) => bow(x - r / 2, y, x, y - r / 2, r / 2)).join(''),
    across: { from: -w / 2, to: w / 2, text: mm(w) },
    down: { from: -h / 2, to: h / 2, text: mm(h) },
  };
}

/** A centre box lies: woofers left and right, the tweeter between them. */
function lying(given: Size, width: number): (readonly [x: number, y: number, diameter: number])[] {
  const hole = size(given, 'hole', 100);
  const tweeter = size(given, 'tweeter', 0);
  const reach = (width - hole) / 2 - 30;
  return [
    [-reach, 0, hole] as const,
    ...(tweeter ? [[0, 0, tweeter] as const] : []),
    [reach, 0, hole] as const,
  ];
}

/** A port tube, cut along its axis, with its flare. */
export function port(given: Size): Figure {
  const [inside, length, flare] = [
    size(given, 'inside', 68),
    size(given, 'length', 160),
    size(given, 'flare', 98),
  ];
  const wall = inside / 2 + 3;
  const curve = (flare / 2 - wall) * 0.9;
  const half = (s: 1 | -1) =>
    line(curve, s * wall, length, s * wall) +
    line(curve, (s * inside) / 2, length, (s * inside) / 2) +
    line(length, (s * inside) / 2, length, s * wall) +
    bow(0, (s * flare) / 2, curve, (s * inside) / 2, s > 0 ? curve * 1.3 : -curve * 1.3) +
    line(0, (s * flare) / 2, 3, (s * flare) / 2) +
    line(3, (s * flare) / 2, curve, s * wall);
  return {
    box: [0, -flare / 2, length, flare],
    ink: half(1) + half(-1),
    soft: line(-length * 0.05, 0, length * 1.05, 0),
    copper: line(length, -inside / 2, length, inside / 2),
    across: { from: 0, to: length, text: mm(length) },
    down: { from: -inside / 2, to: inside / 2, text: mm(inside, 'Ø ') },
  };
}

/** A perforated grille: rim and rows of holes, as rays of dots. */
export function grille(given: Size): Figure {
  const outer = size(given, 'outer', 190);
  const mesh = [0.16, 0.3, 0.44, 0.58, 0.72].map((share) => circle(0, 0, (outer / 2) * share)).join('');
  return {
    box: [-outer / 2, -outer / 2, outer, outer],
    ink: circle(0, 0, outer / 2) + circle(0, 0, outer * 0.44),
    soft: mesh,
    rays: { x: 0, y: 0, inner: outer * 0.05, outer: outer * 0.42, count: 48 },
    copper: bow(-outer / 2, 0, 0, -outer / 2, outer / 2),
    across: { from: -outer / 2, to: outer / 2, text: mm(outer) },
  };
}

/** A sheet of damping: face and thickness, with its fibres. */
export function damping(given: Size): Figure {
  const [w, h, t] = [size(given, 'width', 500), size(given, 'height', 500), size(given, 'thickness', 30)];
  const edge = Math.min(Math.max(t, w * 0.03), w * 0.08);
  const fibres = Array.from({ length: 9 }, (_, i) => {
    const y = -h / 2 + (h * (i + 1)) / 10;
    const shift = i % 2 ? w * 0.06 : 0;
    return (
      bow(-w * 0.36 + shift, y, -w * 0.02 + shift, y, w * 0.3) +
      bow(-w * 0.02 + shift, y, w * 0.3 + shift, y, -w * 0.3)
    );
  }).join('');
  return {
    box: [-w / 2, -h / 2 - edge / 2, w + edge / 2, h + edge / 2],
    ink: rect(-w / 2, -h / 2, w, h, Math.min(12, w * 0.03)),
    soft: fibres,
    copper: polygon(
      [
        [-w / 2 + edge / 2, -h / 2 - edge / 2],
        [w / 2 + edge / 2, -h / 2 - edge / 2],
        [w / 2 + edge / 2, h / 2 - edge / 2],
      ],
      false,
    ),
    across: { from: -w / 2, to: w / 2, text: mm(w) },
    down: { from: -h / 2, to: h / 2, text: mm(h) },
  };
}

/** A spike: thread above, cone below. */
export function spike(given: Size): Figure {
  const [d, h] = [size(given, 'diameter', 20), size(given, 'height', 40)];
  const thread = d * 0.3;
  const turns = Array.from({ length: 6 }, (_, i) =>
    line(-thread / 2, -h * 0.46 + i * h * 0.07, thread / 2, -h * 0.44 + i * h * 0.07),
  ).join('');
  return {
    box: [-d / 2, -h / 2, d, h],
    ink:
      rect(-thread / 2, -h / 2, thread, h * 0.46) +
      rect(-d / 2, -h * 0.04, d, h * 0.14, 0.8) +
      polygon([
        [-d * 0.42, h * 0.1],
        [d * 0.42, h * 0.1],
        [0, h / 2],
      ]),
    soft: turns,
    copper: line(0, h * 0.1, 0, h / 2),
    down: { from: -h / 2, to: h / 2, text: mm(h) },
    across: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** A foot, a disc, an insert: a short turned part from above. */
export function foot(given: Size): Figure {
  const d = size(given, 'diameter', 30);
  return {
    box: [-d / 2, -d / 2, d, d],
    ink: circle(0, 0, d / 2) + circle(0, 0, d * 0.2),
    soft: circle(0, 0, d * 0.4),
    copper: circle(0, 0, d * 0.09),
    across: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** A gasket: two circles and the screw holes between them. */
export function gasket(given: Size): Figure {
  const [outer, inner] = [size(given, 'outer', 176), size(given, 'inner', 147)];
  const holes = ring(0, 0, (outer + inner) / 4, 6)
    .map(([x, y]) => circle(x, y, 2.4))
    .join('');
  return {
    box: [-outer / 2, -outer / 2, outer, outer],
    ink: circle(0, 0, outer / 2) + circle(0, 0, inner / 2),
    soft: holes,
    copper: bow(-inner / 2, 0, 0, -inner / 2, inner / 2),
    across: { from: -outer / 2, to: outer / 2, text: mm(outer) },
  };
}

/** Crossover parts and electronics: capacitors, coils, resistors, boards, controls. */
import type { Figure, Size } from '../figure.ts';
import { mm } from '../figure.ts';
import { circle, line, polygon, rect } from '../pen.ts';

const size = (given: Size, name: string, otherwise: number): number => given[name] ?? otherwise;

/** Axial film capacitor: rounded body, leads from its ends. */
export function filmCapacitor(given: Size): Figure {
  const [d, l] = [size(given, 'diameter', 20), size(given, 'length', 36)];
  const lead = Math.min(size(given, 'lead', 30), l * 0.5);
  return {
    box: [-l / 2 - lead, -d / 2, l + 2 * lead, d],
    ink: rect(-l / 2, -d / 2, l, d, d * 0.16),
    soft:
      line(-l / 2 + d * 0.22, -d / 2, -l / 2 + d * 0.22, d / 2) +
      line(l / 2 - d * 0.22, -d / 2, l / 2 - d * 0.22, d / 2),
    copper: line(-l / 2 - lead, 0, -l / 2, 0) + line(l / 2, 0, l / 2 + lead, 0),
    across: { from: -l / 2, to: l / 2, text: mm(l) },
    down: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** Axial electrolytic: a can with its rolled groove. */
export function electrolyticCapacitor(given: Size): Figure {
  const [d, l] = [size(given, 'diameter', 16), size(given, 'length', 32)];
  const lead = Math.min(size(given, 'lead', 30), l * 0.5);
  const groove = -l / 2 + l * 0.12;
  return {
    box: [-l / 2 - lead, -d / 2, l + 2 * lead, d],
    ink: polygon([
      [-l / 2, -d / 2],
      [groove - d * 0.05, -d / 2],
      [groove, -d * 0.42],
      [groove + d * 0.05, -d / 2],
      [l / 2, -d / 2],
      [l / 2, d / 2],
      [groove + d * 0.05, d / 2],
      [groove, d * 0.42],
      [groove - d * 0.05, d / 2],
      [-l / 2, d / 2],
    ]),
    soft: line(groove, -d * 0.42, groove, d * 0.42) + line(l / 2 - d * 0.12, -d / 2, l / 2 - d * 0.12, d / 2),
    copper: line(-l / 2 - lead, 0, -l / 2, 0) + line(l / 2, 0, l / 2 + lead, 0),
    across: { from: -l / 2, to: l / 2, text: mm(l) },
    down: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** Air-core coil seen along its axis: windings between bore and outside. */
export function airCoil(given: Size): Figure {
  const [outer, bore] = [size(given, 'outer', 50), size(given, 'bore', 25)];
  const middle = (outer + bore) / 4;
  const tail = outer * 0.22;
  return {
    box: [-outer / 2, -outer / 2, outer + tail, outer],
    ink: circle(0, 0, outer / 2) + circle(0, 0, bore / 2),
    rays: { x: 0, y: 0, inner: bore / 2 + 0.6, outer: outer / 2 - 0.6, count: 72 },
    soft:
      circle(0, 0, middle) +
      line(0, -outer * 0.06, 0, outer * 0.06) +
      line(-outer * 0.06, 0, outer * 0.06, 0),
    copper:
      line(0, -outer / 2, outer / 2 + tail, -outer / 2) + line(0, outer / 2, outer / 2 + tail, outer / 2),
    across: { from: -outer / 2, to: outer / 2, text: mm(outer, 'Ø ') },
  };
}

/** Coil on a rod, from the side: the core stands out at both ends. */
export function ironCoil(given: Size): Figure {
  const [outer, core] = [size(given, 'outer', 40), size(given, 'core', 18)];
  const [height, length] = [size(given, 'height', 12), size(given, 'length', 36)];
  const wire = Math.max(size(given, 'wire', 1.3), height / 14);
  const turns = Math.max(3, Math.floor(height / wire / 1.06));
  const windings = Array.from({ length: turns - 1 }, (_, i) => {
    const x = -height / 2 + (height * (i + 1)) / turns;
    return line(x, -outer / 2, x, outer / 2);
  }).join('');
  const sheets = [-0.25, 0, 0.25]
    .map(
      (share) =>
        line(-length / 2, core * share, -height / 2, core * share) +
        line(height / 2, core * share, length / 2, core * share),
    )
    .join('');
  return {
    box: [-length / 2, -outer / 2, length, outer],
    ink:
      rect(-height / 2, -outer / 2, height, outer, 1) +
      rect(-length / 2, -core / 2, (length - height) / 2, core) +
      rect(height / 2, -core / 2, (length - height) / 2, core),
    soft: sheets,
    copper: windings,
    across: { from: -length / 2, to: length / 2, text: mm(length) },
    down: { from: -outer / 2, to: outer / 2, text: mm(outer, 'Ø ') },
  };
}

/** Ceramic resistor: a trough with its leads. */
export function resistor(given: Size): Figure {
  const [w, l] = [size(given, 'width', 10), size(given, 'length', 22)];
  const lead = Math.min(size(given, 'lead', 30), l * 0.8);
  return {
    box: [-l / 2 - lead, -w / 2, l + 2 * lead, w],
    ink: rect(-l / 2, -w / 2, l, w, 0.8),
    soft: line(-l / 2, -w * 0.28, l / 2, -w * 0.28) + line(-l / 2, w * 0.28, l / 2, w * 0.28),
    copper: line(-l / 2 - lead, 0, -l / 2, 0) + line(l / 2, 0, l / 2 + lead, 0),
    across: { from: -l / 2, to: l / 2, text: mm(l) },
    down: { from: -w / 2, to: w / 2, text: mm(w) },
  };
}

/** A populated board: holes, coils as rings, capacitors as bodies, a terminal strip. */
export function board(given: Size): Figure {
  const [w, h] = [size(given, 'width', 120), size(given, 'height', 80)];
  const coils = size(given, 'coils', 2);
  const cans = size(given, 'cans', 3);
  const inset = Math.min(6, h * 0.08);
  const corners = (
    [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const
  )
    .map(([x, y]) => circle(x * (w / 2 - inset), y * (h / 2 - inset), Math.min(2.2, h * 0.03)))
    .join('');
  const room = (w - 4 * inset) / Math.max(1, coils);
  const radius = Math.min(room * 0.42, h * 0.2);
  const rings = Array.from({ length: coils }, (_, i) => {
    const x = -w / 2 + 2 * inset + room * (i + 0.5);
    return circle(x, -h * 0.16, radius) + circle(x, -h * 0.16, radius * 0.5);
  }).join('');
  const width = (w - 4 * inset) / Math.max(1, cans);
  const bodies = Array.from({ length: cans }, (_, i) =>
    rect(-w / 2 + 2 * inset + width * i + width * 0.12, h * 0.12, width * 0.76, h * 0.14, 1.2),
  ).join('');
  const strip = Array.from({ length: 4 }, (_, i) =>
    circle(-w * 0.15 + (w * 0.3 * (i + 0.5)) / 4, h / 2 - inset, Math.min(1.6, h * 0.02)),
  ).join('');
  return {
    box: [-w / 2, -h / 2, w, h],
    ink: rect(-w / 2, -h / 2, w, h, 2) + corners + bodies,
    soft: rect(-w * 0.15, h / 2 - inset * 1.9, w * 0.3, inset * 1.6) + strip,
    copper: rings,
    across: { from: -w / 2, to: w / 2, text: mm(w) },
    down: { from: -h / 2, to: h / 2, text: mm(h) },
  };
}

/** Rotary control from the side: shaft, bush, can, lugs. */
export function potentiometer(given: Size): Figure {
  const [d, depth] = [size(given, 'diameter', 16), size(given, 'depth', 15)];
  const [shaft, reach] = [size(given, 'shaft', 6), size(given, 'shaftLength', 18)];
  const bush = reach * 0.4;
  const lugs = [0.3, 0.5, 0.7].map((x) => line(depth * x, d / 2, depth * x, d / 2 + d * 0.25)).join('');
  return {
    box: [-reach, -d / 2, reach + depth, d * 1.25],
    ink:
      rect(0, -d / 2, depth, d, 1) +
      rect(-bush, -shaft * 0.8, bush, shaft * 1.6) +
      rect(-reach, -shaft / 2, reach - bush, shaft, 0.6),
    soft: line(-reach, 0, -bush, 0) + line(depth * 0.16, -d / 2, depth * 0.16, d / 2),
    copper: lugs,
    across: { from: 0, to: depth, text: mm(depth) },
    down: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** An integrated circuit with its legs; small parts in general. */
export function chip(given: Size): Figure {
  const [w, h] = [size(given, 'width', 10), size(given, 'height', 6)];
  const legs = size(given, 'legs', 4);
  const pitch = w / legs;
  const feet = Array.from({ length: legs }, (_, i) => {
    const x = -w / 2 + pitch * (i + 0.5);
    return line(x, -h / 2, x, -h / 2 - h * 0.25) + line(x, h / 2, x, h / 2 + h * 0.25);
  }).join('');
  return {
    box: [-w / 2, -h * 0.75, w, h * 1.5],
    ink: rect(-w / 2, -h / 2, w, h, h * 0.06),
    soft: circle(-w / 2 + h * 0.18, h * 0.3, h * 0.07),
    copper: feet,
  };
}

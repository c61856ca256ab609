/** What is screwed, plugged and held in the hand: wire, terminals, connectors, screws, tools. */
import type { Figure, Size } from '../figure.ts';
import { mm } from '../figure.ts';
import { bow, circle, line, polygon, rect, ring } from '../pen.ts';

const size = (given: Size, name: string, otherwise: number): number => given[name] ?? otherwise;

/** Cable cut across: jacket, cores, strands of copper. */
export function wire(given: Size): Figure {
  const outer = size(given, 'outer', 7);
  const cores = size(given, 'cores', 2);
  const copper = Math.min(size(given, 'copper', 1.8), outer * 0.5);
  const at = cores === 1 ? ([[0, 0]] as const) : ring(0, 0, outer * 0.24, cores, 0);
  const core =
    cores === 1 ? outer * 0.42 : Math.min(outer * 0.22, outer * 0.24 * Math.sin(Math.PI / cores) * 0.98);
  return {
    box: [-outer / 2, -outer / 2, outer, outer],
    ink: circle(0, 0, outer / 2),
    soft: at.map(([x, y]) => circle(x, y, core)).join(''),
    copper: at.map(([x, y]) => strands(x, y, Math.min(copper / 2, core * 0.85))).join(''),
    across: { from: -outer / 2, to: outer / 2, text: mm(outer, 'Ø ') },
  };
}

/** Seven strands: one in the middle, six around it. */
function strands(x: number, y: number, radius: number): string {
  const r = radius / 3;
  return (
    circle(x, y, r) +
    ring(x, y, 2 * r, 6)
      .map(([a, b]) => circle(a, b, r))
      .join('')
  );
}

/** A binding post from the side: cap, collar, thread, nuts. */
export function bindingPost(given: Size): Figure {
  const [d, l, thread] = [size(given, 'diameter', 16), size(given, 'length', 54), size(given, 'thread', 8)];
  const [cap, collar] = [l * 0.34, l * 0.1];
  const knurl = [0.2, 0.4, 0.6, 0.8]
    .map((s) => line(l * 0.04, -d / 2 + d * s, cap * 0.92, -d / 2 + d * s))
    .join('');
  const turns = Array.from({ length: 7 }, (_, i) => {
    const x = cap + collar + (l - cap - collar) * (0.2 + 0.11 * i);
    return line(x, -thread / 2, x + 0.8, thread / 2);
  }).join('');
  return {
    box: [0, -d * 0.6, l, d * 1.2],
    ink:
      rect(0, -d / 2, cap, d, 1.5) +
      rect(cap, -d * 0.6, collar, d * 1.2, 0.8) +
      rect(cap + collar, -thread / 2, l - cap - collar, thread) +
      rect(l * 0.6, -thread * 0.85, l * 0.07, thread * 1.7),
    soft: knurl + turns,
    copper: rect(cap * 0.3, -1.2, cap * 0.24, 2.4, 1),
    across: { from: 0, to: l, text: mm(l) },
    down: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** A terminal cup from the front: plate, dish, posts, screws. */
export function terminalCup(given: Size): Figure {
  const [w, h] = [size(given, 'width', 80), size(given, 'height', 80)];
  const posts = size(given, 'posts', 2);
  const isRound = size(given, 'round', 0) === 1;
  const short = Math.min(w, h);
  const rows = posts > 2 ? 2 : 1;
  const places = Array.from({ length: posts }, (_, i) => {
    const x = (i % 2 === 0 ? -1 : 1) * short * 0.17;
    const y = rows === 1 ? 0 : (i < 2 ? -1 : 1) * short * 0.17;
    return [x, y] as const;
  });
  const screws = isRound
    ? ring(0, 0, short * 0.45, 4, -45)
    : (
        [
          [-1, -1],
          [1, -1],
          [-1, 1],
          [1, 1],
        ] as const
      ).map(([x, y]) => [x * (w / 2 - 6), y * (h / 2 - 6)] as const);
  return {
    box: [-w / 2, -h / 2, w, h],
    ink:
      (isRound ? circle(0, 0, w / 2) : rect(-w / 2, -h / 2, w, h, 4)) +
      screws.map(([x, y]) => circle(x, y, 1.9)).join('') +
      places.map(([x, y]) => circle(x, y, short * 0.1)).join(''),
    soft: isRound ? circle(0, 0, short * 0.38) : rect(-w * 0.38, -h * 0.36, w * 0.76, h * 0.72, 5),
    copper: places.map(([x, y]) => circle(x, y, short * 0.045)).join(''),
    across: { from: -w / 2, to: w / 2, text: mm(w) },
    down: { from: -h / 2, to: h / 2, text: mm(h) },
  };
}

/** A plug from the side: sleeve, and the contacts by `pins`: 1 a banana's spring, 2 a fork, 3 or 4 straight pins. */
export function connector(given: Size): Figure {
  const [d, l] = [size(given, 'diameter', 12), size(given, 'length', 42)];
  const prong = size(given, 'prong', l * 0.45);
  const neck = l - prong;
  const ridges = [0.25, 0.39, 0.53, 0.67].map((s) => line(neck * s, -d / 2, neck * s, d / 2)).join('');
  return {
    box: [0, -d / 2, l, d],
    ink: rect(0, -d / 2, neck, d, Math.min(2, d * 0.15)) + rect(neck, -d * 0.36, prong * 0.14, d * 0.72),
    soft: ridges + line(-l * 0.05, 0, neck, 0),
    copper: contacts(size(given, 'pins', 1), d, neck + prong * 0.14, l),
    across: { from: 0, to: l, text: mm(l) },
    down: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

function contacts(pins: number, d: number, from: number, to: number): string {
  const length = to - from;
  if (pins === 1) {
    const pin = d * 0.36;
    return (
      bow(from, -pin / 2, to, 0, length * 1.4) +
      bow(to, 0, from, pin / 2, length * 1.4) +
      line(from, -pin / 2, from, pin / 2)
    );
  }
  if (pins === 2) {
    const [root, half, gap] = [from + length * 0.35, d / 2, d * 0.2];
    return polygon([
      [from, -d * 0.2],
      [root, -half],
      [to, -half],
      [to, -gap],
      [root + length * 0.1, -gap],
      [root + length * 0.1, gap],
      [to, gap],
      [to, half],
      [root, half],
      [from, d * 0.2],
    ]);
  }
  return Array.from({ length: pins }, (_, i) => {
    const y = d * (0.56 * (i / (pins - 1)) - 0.28);
    return rect(from, y - d * 0.04, length * 0.9, d * 0.08, d * 0.03);
  }).join('');
}

/** A push-on receptacle from above. */
export function receptacle(given: Size): Figure {
  const [w, l] = [size(given, 'width', 6), size(given, 'length', 20)];
  return {
    box: [0, -w / 2, l, w],
    ink: rect(0, -w * 0.36, l * 0.55, w * 0.72, w * 0.14),
    soft: line(l * 0.12, -w * 0.36, l * 0.12, w * 0.36) + line(l * 0.43, -w * 0.36, l * 0.43, w * 0.36),
    copper: rect(l * 0.55, -w / 2, l * 0.45, w, w * 0.12) + line(l * 0.62, 0, l, 0),
    across: { from: 0, to: l, text: mm(l) },
    down: { from: -w / 2, to: w / 2, text: mm(w) },
  };
}

/** A screw from the side: head, thread, and a point where it is for wood. */
export function screw(given: Size): Figure {
  const [d, l, head] = [size(given, 'diameter', 4), size(given, 'length', 25), size(given, 'head', 8)];
  const isMachine = size(given, 'machine', 0) === 1;
  const top = isMachine ? d : d * 0.6;
  const tip = isMachine ? 0 : d * 1.2;
  const turns = Math.min(14, Math.floor((l - tip) / (d * 0.42)));
  const thread = Array.from({ length: turns }, (_, i) => {
    const x = (l - tip) * ((i + 0.5) / turns);
    return line(x, -d / 2, x + d * 0.16, d / 2);
  }).join('');
  return {
    box: [-top, -head / 2, top + l, head],
    ink:
      (isMachine
        ? rect(-top, -head / 2, top, head, 0.4)
        : bow(0, head / 2, 0, -head / 2, head * 0.78) + line(0, -head / 2, 0, head / 2)) +
      polygon(
        [
          [0, -d * 0.4],
          [l - tip, -d * 0.4],
          [l, isMachine ? -d * 0.4 : 0],
          [l, isMachine ? d * 0.4 : 0],
          [l - tip, d * 0.4],
          [0, d * 0.4],
        ],
        false,
      ),
    soft: line(-top * 1.6, 0, l * 1.06, 0),
    copper: thread,
    across: { from: 0, to: l, text: mm(l) },
    down: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** A microphone or buzzer capsule from the front. */
export function capsule(given: Size): Figure {
  const d = size(given, 'diameter', 10);
  return {
    box: [-d / 2, -d / 2, d, d],
    ink: circle(0, 0, d / 2) + circle(0, 0, d * 0.42),
    soft:
      ring(0, 0, d * 0.26, 6)
        .map(([x, y]) => circle(x, y, d * 0.04))
        .join('') + circle(0, 0, d * 0.04),
    copper: bow(-d * 0.42, 0, 0, -d * 0.42, d * 0.42),
    across: { from: -d / 2, to: d / 2, text: mm(d, 'Ø ') },
  };
}

/** Loudspeaker drivers: from the front, cut through the axis, and as the hole they want. */
import type { Figure, Size, View } from '../figure.ts';
import { mm } from '../figure.ts';
import { arc, bow, circle, line, polygon, rect, ring } from '../pen.ts';

interface Driver {
  readonly outer: number;
  readonly hole: number;
  readonly cone: number;
  readonly roll: number;
  readonly cap: number;
  readonly holes: number;
  readonly depth: number;
  readonly magnet: number;
  readonly magnetHeight: number;
  readonly coil: number;
  readonly hasPlug: boolean;
  readonly hasTweeter: boolean;
}

function read(size: Size, kind: string): Driver {
  const outer = size['outer'] ?? 165;
  const cone = size['cone'] ?? size['dome'] ?? outer * 0.7;
  return {
    outer,
    cone,
    hole: size['hole'] ?? outer * 0.84,
    roll: size['roll'] ?? cone * 0.09,
    cap: size['cap'] ?? cone * 0.3,
    holes: size['holes'] ?? 4,
    depth: size['depth'] ?? outer * 0.5,
    magnet: size['magnet'] ?? outer * 0.55,
    magnetHeight: size['magnetHeight'] ?? outer * 0.12,
    coil: size['coil'] ?? cone * 0.28,
    hasPlug: size['plug'] === 1,
    hasTweeter: kind === 'coaxial-driver',
  };
}

const screwRadius = (outer: number): number => Math.min(3.2, Math.max(1, outer / 60));

function screws(d: Driver): string {
  const radius = (d.outer + d.hole) / 4;
  const turn = d.holes === 4 ? -45 : -90;
  return ring(0, 0, radius, d.holes, turn)
    .map(([x, y]) => circle(x, y, screwRadius(d.outer)))
    .join('');
}

const round = (d: Driver): Figure['box'] => [-d.outer / 2, -d.outer / 2, d.outer, d.outer];

export function coneDriver(size: Size, view: View, kind = 'cone-driver'): Figure {
  const d = read(size, kind);
  if (view === 'section') return section(d);
  if (view === 'cutout') return cutout(d);
  const rim = d.cone / 2 + d.roll;
  let ink =
    circle(0, 0, d.outer / 2) + circle(0, 0, rim) + circle(0, 0, d.cone / 2) + circle(0, 0, d.cap / 2);
  if (d.hasPlug) ink += circle(0, 0, d.cap * 0.16);
  if (d.hasTweeter) ink += circle(0, 0, d.cap * 0.36);
  return {
    box: round(d),
    ink: ink + screws(d),
    soft:
      circle(0, 0, rim + Math.max(1.5, (d.outer / 2 - rim) * 0.22)) +
      circle(0, 0, d.cone / 2 - d.cone * 0.03),
    rays: { x: 0, y: 0, inner: d.cap / 2 + 2, outer: d.cone / 2 - d.cone * 0.045, count: 36 },
    copper: arc(0, 0, d.cap / 2, 180, 270),
    across: { from: -d.outer / 2, to: d.outer / 2, text: mm(d.outer) },
  };
}

export function domeTweeter(size: Size, view: View): Figure {
  const d = read(size, 'dome-tweeter');
  if (view === 'section') return domeSection(d);
  if (view === 'cutout') return cutout(d);
  const dome = d.cone / 2;
  const horn = Math.min(d.outer * 0.36, dome * 1.9);
  return {
    box: round(d),
    ink: circle(0, 0, d.outer / 2) + circle(0, 0, dome) + circle(0, 0, dome + d.roll) + screws(d),
    soft: circle(0, 0, horn) + circle(0, 0, dome * 0.62) + circle(0, 0, dome * 0.28),
    copper: arc(0, 0, dome, 180, 270),
    across: { from: -d.outer / 2, to: d.outer / 2, text: mm(d.outer) },
  };
}

/** Both halves of what is drawn for the upper one. */
function mirrored(draw: (side: 1 | -1) => string): string {
  return draw(1) + draw(-1);
}

/** Cut through the axis: the front looks left, the magnet stands right. */
function section(d: Driver): Figure {
  const plate = Math.max(4, d.magnetHeight * 0.26);
  const back = d.depth;
  const magnetFront = back - plate - d.magnetHeight;
  const gapFront = magnetFront - plate;
  const neck = gapFront * 0.72;
  const flange = Math.max(3, d.outer * 0.022);
  const rim = d.cone / 2 + d.roll;
  const { coil } = d;
  const ink =
    rect(magnetFront, -d.magnet / 2, d.magnetHeight, d.magnet) +
    rect(gapFront, -d.magnet * 0.44, plate, d.magnet * 0.88) +
    rect(back - plate, -d.magnet * 0.46, plate, d.magnet * 0.92) +
    mirrored((s) =>
      rect(-flange, s > 0 ? d.hole / 2 - 3 : -d.outer / 2, flange, d.outer / 2 - d.hole / 2 + 3),
    ) +
    mirrored((s) =>
      polygon(
        [
          [0, s * (d.hole / 2)],
          [gapFront * 0.82, s * d.magnet * 0.47],
          [gapFront, s * d.magnet * 0.44],
        ],
        false,
      ),
    ) +
    mirrored((s) => line(0, (s * d.cone) / 2, neck, (s * coil) / 2)) +
    mirrored((s) => bow(-flange * 0.4, s * rim, 0, (s * d.cone) / 2, (-s * d.roll) / 1.9)) +
    nose(d, neck);
  return {
    box: [-flange - d.roll / 2, -d.outer / 2, back + flange + d.roll / 2, d.outer],
    ink,
    soft:
      line(-flange - d.outer * 0.05, 0, back + d.outer * 0.05, 0) +
      mirrored((s) => spider(neck + 2, (s * coil) / 2, s * d.magnet * 0.46)) +
      rect(gapFront, -coil / 2 + 1.5, back - gapFront, coil - 3),
    copper: mirrored((s) => rect(neck, s > 0 ? coil / 2 : -coil / 2 - 1.2, gapFront + plate - neck + 2, 1.2)),
    across: { from: 0, to: back, text: mm(d.depth) },
    down: { from: -d.hole / 2, to: d.hole / 2, text: mm(d.hole, 'Ø ') },
  };
}

function nose(d: Driver, neck: number): string {
  if (d.hasPlug) {
    const half = d.cap / 2.4;
    return `${line(neck, -half, neck * 0.5, -half)}${line(neck, half, neck * 0.5, half)}${bow(neck * 0.5, -half, neck * 0.5, half, -half * 1.1)}`;
  }
  if (d.hasTweeter) {
    const half = d.cap * 0.36;
    return (
      rect(neck - 12, -half, 12, 2 * half) + bow(neck - 12, -half * 0.8, neck - 12, half * 0.8, -half * 0.9)
    );
  }
  const half = d.cap / 2;
  const at = neck * (1 - (half - d.coil / 2) / (d.cone / 2 - d.coil / 2));
  return bow(at, -half, at, half, -half * 1.25);
}

/** The corrugations of the suspension behind the cone. */
function spider(x: number, from: number, to: number): string {
  const points = Array.from(
    { length: 7 },
    (_, i) => [x + (i % 2 === 0 ? 1.6 : -1.6), from + ((to - from) * i) / 6] as const,
  );
  return polygon(points, false);
}

function domeSection(d: Driver): Figure {
  const back = d.depth;
  const plate = 3;
  const front = back - d.magnetHeight - plate;
  const dome = d.cone / 2;
  const flange = 4;
  return {
    box: [-flange - dome * 0.5, -d.outer / 2, back + flange + dome * 0.5, d.outer],
    ink:
      rect(-flange, -d.outer / 2, flange, d.outer / 2 - dome - d.roll) +
      rect(-flange, dome + d.roll, flange, d.outer / 2 - dome - d.roll) +
      rect(0, -d.magnet / 2, front, d.magnet) +
      rect(front, -d.magnet / 2, d.magnetHeight, d.magnet) +
      rect(back - plate, -d.magnet * 0.46, plate, d.magnet * 0.92) +
      bow(0, -dome, 0, dome, -dome * 1.35) +
      mirrored((s) => bow(0, s * (dome + d.roll), 0, s * dome, (-s * d.roll) / 1.8)),
    soft: line(-flange * 2, 0, back + d.outer * 0.05, 0) + rect(0, -dome + 1, back - plate, 2 * dome - 2),
    copper: mirrored((s) => rect(0, s > 0 ? dome - 0.5 : -dome - 0.5, front * 0.9, 1)),
    across: { from: 0, to: back, text: mm(d.depth) },
    down: { from: -d.hole / 2, to: d.hole / 2, text: mm(d.hole, 'Ø ') },
  };
}

/** The template for the baffle: hole, screws, axes. */
function cutout(d: Driver): Figure {
  const reach = d.outer / 2;
  const radius = (d.outer + d.hole) / 4;
  const turn = d.holes === 4 ? -45 : -90;
  const arm = screwRadius(d.outer) * 1.4;
  const cross = ring(0, 0, radius, d.holes, turn)
    .map(([x, y]) => line(x - arm, y, x + arm, y) + line(x, y - arm, x, y + arm))
    .join('');
  return {
    box: round(d),
    ink: cross,
    soft: circle(0, 0, reach) + circle(0, 0, radius) + line(-reach, 0, reach, 0) + line(0, -reach, 0, reach),
    copper: circle(0, 0, d.hole / 2),
    across: { from: -d.hole / 2, to: d.hole / 2, text: mm(d.hole, 'Ø ') },
  };
}

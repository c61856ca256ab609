/** A pen for SVG paths: millimetres in, path data out, a tenth of a millimetre exact. One path holds many strokes, so pages stay small. */

const n = (x: number): string => String(Math.round(x * 10) / 10).replace(/^(-?)0\./, '$1.');

/** Numbers joined as tightly as path data allows: "10 -3" as "10-3". */
function join(...numbers: number[]): string {
  return numbers.map(n).reduce((text, next) => (next.startsWith('-') ? text + next : `${text} ${next}`));
}

export function circle(x: number, y: number, exact: number): string {
  // Rounded before it is doubled: arcs and diameter must agree to the tenth, or small circles become lenses.
  const radius = Math.max(0.1, Math.round(exact * 10) / 10);
  return `M${join(x - radius, y)}a${join(radius, radius)} 0 1 0 ${n(2 * radius)} 0a${join(radius, radius)} 0 1 0 ${n(-2 * radius)} 0`;
}

export function line(x1: number, y1: number, x2: number, y2: number): string {
  if (n(y1) === n(y2)) return `M${join(x1, y1)}H${n(x2)}`;
  if (n(x1) === n(x2)) return `M${join(x1, y1)}V${n(y2)}`;
  return `M${join(x1, y1)}L${join(x2, y2)}`;
}

/** A rectangle from its corner, with rounded corners where `round` is given. */
export function rect(x: number, y: number, width: number, height: number, round = 0): string {
  if (round === 0) return `M${join(x, y)}h${n(width)}v${n(height)}h${n(-width)}z`;
  const [w, h, r] = [width - 2 * round, height - 2 * round, round];
  return `M${join(x + r, y)}h${n(w)}a${join(r, r)} 0 0 1 ${join(r, r)}v${n(h)}a${join(r, r)} 0 0 1 ${join(-r, r)}h${n(-w)}a${join(r, r)} 0 0 1 ${join(-r, -r)}v${n(-h)}a${join(r, r)} 0 0 1 ${join(r, -r)}z`;
}

export type Point = readonly [x: number, y: number];

export function polygon(points: readonly Point[], isClosed = true): string {
  const [first, ...rest] = points;
  if (!first) return '';
  return `M${join(...first)}${rest.map((p) => `L${join(...p)}`).join('')}${isClosed ? 'z' : ''}`;
}

/** Arc of a circle around (x, y) from one angle to another, degrees clockwise from three o'clock. */
export function arc(x: number, y: number, radius: number, from: number, to: number): string {
  const at = (degrees: number): Point => {
    const a = (degrees * Math.PI) / 180;
    return [x + radius * Math.cos(a), y + radius * Math.sin(a)];
  };
  return `M${join(...at(from))}A${join(radius, radius)} 0 ${Math.abs(to - from) > 180 ? 1 : 0} ${to > from ? 1 : 0} ${join(...at(to))}`;
}

/** An arc through two points with a given radius; positive bulges to the left of the way. */
export function bow(x1: number, y1: number, x2: number, y2: number, radius: number): string {
  const r = Math.max(Math.abs(radius), Math.hypot(x2 - x1, y2 - y1) / 2);
  return `M${join(x1, y1)}A${join(r, r)} 0 0 ${radius > 0 ? 1 : 0} ${join(x2, y2)}`;
}

/** `count` points on a circle, the first at `start` degrees. */
export function ring(x: number, y: number, radius: number, count: number, start = -90): Point[] {
  return Array.from({ length: count }, (_, i) => {
    const a = ((start + (360 * i) / count) * Math.PI) / 180;
    return [x + radius * Math.cos(a), y + radius * Math.sin(a)] as const;
  });
}

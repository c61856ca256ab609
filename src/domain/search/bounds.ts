/** A range with one or two ends, both included: "30..60", "30..", "..60", and "8" spelled out as "8..8". */

export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

const NUMBER = String.raw`-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?`;
const RANGE = new RegExp(`^(${NUMBER})?\\.\\.(${NUMBER})?$`);

/** The bounds a text spells, or undefined where it spells none. Ends given the wrong way round are turned. */
export function parseBounds(text: string): Bounds | undefined {
  if (text.length > 60) return undefined;
  const match = RANGE.exec(text.trim());
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  const least = readEnd(match[1]);
  const most = readEnd(match[2]);
  if (Number.isNaN(least) || Number.isNaN(most)) return undefined;
  if (least !== undefined && most !== undefined && least > most) return { least: most, most: least };
  return { ...(least !== undefined && { least }), ...(most !== undefined && { most }) };
}

/** The one spelling of bounds; `parseBounds` reads it back exactly. */
export function formatBounds({ least, most }: Bounds): string {
  return `${least ?? ''}..${most ?? ''}`;
}

export function isWithin(value: number, { least, most }: Bounds): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most);
}

/** NaN marks a number too large to be one; -0 is 0. */
function readEnd(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

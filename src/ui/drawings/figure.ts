/** What a drawing consists of before it is put on a page: paths by the weight of their line, and what is measured. */

/** A dimension line: along the foot of the figure (x) or along its right side (y), mm. */
export interface Measured {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Fine rays between two circles: the ribs of a cone. */
export interface Rays {
  readonly x: number;
  readonly y: number;
  readonly inner: number;
  readonly outer: number;
  readonly count: number;
}

export interface Figure {
  /** Left, top, width, height in mm, without dimension lines. */
  readonly box: readonly [x: number, y: number, width: number, height: number];
  /** Edges. */
  readonly ink: string;
  /** Hidden, fine or repeated lines. */
  readonly soft?: string;
  /** The one accent. */
  readonly copper?: string;
  /** An area in the accent's tint. */
  readonly tint?: string;
  readonly rays?: Rays;
  readonly across?: Measured;
  readonly down?: Measured;
}

export type View = 'front' | 'section' | 'cutout';

/** The sizes of a drawing, mm; what is missing counts as `otherwise`. */
export type Size = Readonly<Record<string, number>>;

/** "165 mm": whole millimetres, or a tenth where it is small. */
export function mm(size: number, sign = ''): string {
  return `${sign}${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} mm`;
}

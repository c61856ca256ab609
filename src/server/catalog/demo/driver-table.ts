/**
 * The drivers of the demo shop as a table. Nothing here is a result: mass, target resonance and losses are chosen
 * as a designer would choose them; drivers.ts turns them into mechanics and computes the rest.
 */

export type Kind = 'Midwoofers' | 'Woofers' | 'Subwoofers' | 'Full range' | 'Midranges' | 'Coaxial';

/** Frames by nominal size in inches; millimetres, but `sd` in cm². */
export interface Frame {
  readonly sd: number;
  readonly outer: number;
  readonly hole: number;
  readonly holes: number;
  readonly depth: number;
  readonly magnet: number;
  readonly magnetHeight: number;
  readonly coil: number;
}

const frame = (
  sd: number,
  outer: number,
  hole: number,
  holes: number,
  depth: number,
  magnet: number,
  magnetHeight: number,
  coil: number,
): Frame => ({ sd, outer, hole, holes, depth, magnet, magnetHeight, coil });

export const frames: Readonly<Record<number, Frame>> = {
  2: frame(13, 66, 53, 4, 34, 42, 12, 16),
  3: frame(31, 93, 74, 4, 52, 60, 15, 20),
  4: frame(54, 118, 94, 4, 60, 72, 18, 26),
  5.25: frame(88, 146, 122, 6, 70, 90, 18, 26),
  6.5: frame(136, 176, 147, 6, 84, 100, 22, 32),
  8: frame(216, 222, 187, 6, 102, 120, 24, 38),
  10: frame(348, 270, 234, 8, 124, 145, 30, 50),
  12: frame(520, 318, 282, 8, 146, 170, 38, 65),
  15: frame(855, 392, 354, 8, 178, 190, 44, 76),
};

export interface DriverRow {
  readonly maker: string;
  /** Part number; "#" is where the impedance goes. */
  readonly number: string;
  readonly kind: Kind;
  readonly inches: number;
  readonly cone: string;
  /** Moving mass, g. */
  readonly mass: number;
  /** Wished-for resonance, Hz. */
  readonly fs: number;
  readonly qms: number;
  readonly qes: number;
  /** Linear excursion one way, mm. */
  readonly xmax: number;
  /** Inductance of the 8 Ω coil, mH. */
  readonly le: number;
  readonly watts: number;
  readonly price: number;
  readonly ohms: readonly number[];
  readonly plug: boolean;
}

const N = 'Norrland Acoustics';
const K = 'Kestrel';
const H = 'Harrow';
const M = 'Merle';

type Cells = readonly [
  maker: string,
  number: string,
  kind: Kind,
  inches: number,
  cone: string,
  mass: number,
  fs: number,
  qms: number,
  qes: number,
  xmax: number,
  le: number,
  watts: number,
  price: number,
  ohms: readonly number[],
  plug?: boolean,
];

const both = [4, 8] as const;

const cells: readonly Cells[] = [
  [N, 'NA-100P#', 'Midwoofers', 4, 'paper', 5.4, 62, 4.1, 0.46, 3.5, 0.32, 30, 33.4, both],
  [N, 'NA-130P#', 'Midwoofers', 5.25, 'paper', 8.6, 50, 3.9, 0.42, 4.5, 0.4, 50, 41.8, both],
  [N, 'NA-165P#', 'Midwoofers', 6.5, 'paper', 14.2, 42, 3.7, 0.42, 5.5, 0.5, 60, 52.4, both],
  [N, 'NA-200P#', 'Woofers', 8, 'paper', 25.5, 33, 3.6, 0.4, 6.5, 0.7, 90, 72.5, both],
  [N, 'NA-130A#', 'Midwoofers', 5.25, 'aluminium', 9.8, 47, 5.2, 0.38, 5, 0.35, 60, 58.9, both, true],
  [N, 'NA-165A#', 'Midwoofers', 6.5, 'aluminium', 16.4, 38, 5.4, 0.36, 6.5, 0.42, 80, 69.5, both, true],
  [N, 'NA-200A#', 'Woofers', 8, 'aluminium', 31, 29, 5.6, 0.41, 8, 0.6, 120, 89, both, true],
  [N, 'NA-250A#', 'Woofers', 10, 'aluminium', 62, 23, 5.8, 0.43, 10, 0.9, 180, 138, both],
  [N, 'NA-300A#', 'Woofers', 12, 'aluminium', 104, 20, 6, 0.44, 11, 1.2, 250, 189, [8]],
  [N, 'NA-80P#', 'Midranges', 3, 'paper', 2.3, 130, 4.2, 0.58, 2.5, 0.18, 25, 34.9, [8]],
  [N, 'NA-100M#', 'Midranges', 4, 'paper', 4.4, 88, 4.4, 0.5, 2.5, 0.22, 40, 46.5, both, true],
  [K, 'K4M#', 'Midwoofers', 4, 'mineral-filled', 6.1, 58, 2.6, 0.44, 3.2, 0.35, 30, 29.9, both],
  [K, 'K5M#', 'Midwoofers', 5.25, 'mineral-filled', 9.9, 51, 2.4, 0.4, 4, 0.45, 45, 39.9, both],
  [K, 'K6M#', 'Midwoofers', 6.5, 'mineral-filled', 16.2, 41, 2.5, 0.43, 5, 0.55, 60, 48.6, both],
  [K, 'K8M#', 'Woofers', 8, 'mineral-filled', 29, 31, 2.7, 0.42, 6, 0.8, 80, 66.7, both],
  [K, 'K10M#', 'Woofers', 10, 'mineral-filled', 51, 26, 2.9, 0.45, 7, 1.1, 120, 94, both],
  [K, 'K12M#', 'Woofers', 12, 'mineral-filled', 79, 23, 3, 0.47, 8, 1.4, 160, 124, [8]],
  [K, 'K2F#', 'Full range', 2, 'aluminium', 1.1, 148, 3.6, 0.86, 2, 0.06, 12, 14.2, both],
  [K, 'K3F#', 'Full range', 3, 'paper', 2.2, 105, 4, 0.72, 2.8, 0.08, 20, 19.6, both],
  [K, 'K4F#', 'Full range', 4, 'paper', 3.9, 84, 4.2, 0.56, 3, 0.1, 30, 24.8, both],
  [K, 'K5F#', 'Full range', 5.25, 'paper', 6.4, 70, 4.6, 0.52, 3, 0.14, 40, 38.5, [8], true],
  [K, 'K6F#', 'Full range', 6.5, 'paper', 10.2, 55, 5, 0.46, 3.5, 0.16, 50, 62, [8], true],
  [K, 'K8F#', 'Full range', 8, 'paper', 15.5, 44, 5.5, 0.4, 3.5, 0.2, 60, 96, [8], true],
  [K, 'K3D#', 'Midranges', 3, 'coated-paper', 2.8, 118, 3.1, 0.66, 2.2, 0.2, 30, 36.2, [8]],
  [H, 'HG5-#', 'Midwoofers', 5.25, 'glass-fibre', 9.2, 48, 3.2, 0.36, 5, 0.38, 60, 61.5, both, true],
  [H, 'HG6-#', 'Midwoofers', 6.5, 'glass-fibre', 15.3, 40, 3.3, 0.37, 6, 0.45, 80, 74, both, true],
  [H, 'HG8-#', 'Woofers', 8, 'glass-fibre', 27.5, 32, 3.4, 0.38, 7, 0.62, 110, 97.5, both],
  [H, 'HM4-#', 'Midranges', 4, 'glass-fibre', 4.8, 92, 3.4, 0.44, 2.8, 0.2, 60, 54, [4, 8], true],
  [H, 'HM5-#', 'Midranges', 5.25, 'glass-fibre', 7.4, 68, 3.3, 0.4, 3, 0.26, 80, 66, [8], true],
  [H, 'HP10-#', 'Woofers', 10, 'paper', 38, 37, 5, 0.34, 5, 0.8, 250, 112, [8]],
  [H, 'HP12-#', 'Woofers', 12, 'paper', 56, 34, 5.4, 0.33, 6, 1, 350, 149, [8]],
  [H, 'HP15-#', 'Woofers', 15, 'paper', 102, 30, 5.8, 0.34, 7, 1.3, 450, 208, [8]],
  [H, 'H5C-#', 'Coaxial', 5.25, 'mineral-filled', 9.4, 64, 3.6, 0.5, 3.5, 0.35, 50, 59.9, both],
  [H, 'H6C-#', 'Coaxial', 6.5, 'mineral-filled', 15.2, 52, 3.5, 0.46, 4.5, 0.45, 70, 74.5, both],
  [H, 'H8C-#', 'Coaxial', 8, 'paper', 23, 44, 3.8, 0.42, 5, 0.6, 120, 109, both],
  [H, 'H10C-#', 'Coaxial', 10, 'paper', 37, 39, 4.1, 0.39, 5, 0.8, 200, 158, [8]],
  [M, 'M6L-#', 'Subwoofers', 6.5, 'paper', 34, 34, 4.4, 0.42, 10, 0.9, 120, 84, [4]],
  [M, 'M8L-#', 'Subwoofers', 8, 'paper', 61, 28, 4.6, 0.42, 12, 1.1, 200, 104, both],
  [M, 'M10L-#', 'Subwoofers', 10, 'paper', 118, 22, 4.8, 0.4, 14, 1.6, 300, 129, both],
  [M, 'M12L-#', 'Subwoofers', 12, 'paper', 176, 20, 5, 0.42, 16, 2, 400, 168, both],
  [M, 'M15L-#', 'Subwoofers', 15, 'paper', 268, 18.5, 5.2, 0.46, 16, 2.6, 500, 236, [4]],
  [M, 'M8X-#', 'Subwoofers', 8, 'aluminium', 74, 26, 5.5, 0.38, 14, 0.9, 250, 142, [4]],
  [M, 'M10X-#', 'Subwoofers', 10, 'aluminium', 142, 21, 5.8, 0.37, 18, 1.2, 400, 189, [4]],
  [M, 'M12X-#', 'Subwoofers', 12, 'aluminium', 218, 18, 6, 0.38, 20, 1.5, 600, 259, [4]],
];

export const driverRows: readonly DriverRow[] = cells.map(
  ([maker, number, kind, inches, cone, mass, fs, qms, qes, xmax, le, watts, price, ohms, plug = false]) => ({
    maker,
    number,
    kind,
    inches,
    cone,
    mass,
    fs,
    qms,
    qes,
    xmax,
    le,
    watts,
    price,
    ohms,
    plug,
  }),
);

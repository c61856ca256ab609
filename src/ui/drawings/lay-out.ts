/** Puts a figure on its sheet: the room for dimension lines, their ticks and texts, the width of rays, all in mm of the drawing. */
import type { Figure } from './figure.ts';
import { line } from './pen.ts';

export interface Sheet {
  readonly viewBox: string;
  /** CSS pixels; undefined lets the figure fill its room. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly fontSize: number;
  readonly dimensions: string | undefined;
  readonly texts: readonly {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'middle' | 'start';
    readonly text: string;
  }[];
  readonly rays:
    | {
        readonly cx: number;
        readonly cy: number;
        readonly r: number;
        readonly 'stroke-width': number;
        readonly 'stroke-dasharray': string;
        readonly 'stroke-dashoffset': number;
        readonly pathLength: number;
      }
    | undefined;
}

/** Pixels a figure that fills its room is taken to have along its longer side. */
const USUAL_ROOM = 400;
/** Height of dimension texts in pixels: as captions in lists, a little larger alone. */
const TEXT = { own: 16, list: 12 } as const;

const tenth = (x: number): number => Math.round(x * 10) / 10;
const hundredth = (x: number): number => Math.round(x * 100) / 100;

export function layOut(figure: Figure, scale: 'own' | number, isPlain: boolean): Sheet {
  const [x, y, width, height] = figure.box;
  const perMm = scale === 'own' ? USUAL_ROOM / Math.max(width, height) : scale;
  const px = (pixels: number): number => pixels / perMm;
  const text = px(scale === 'own' ? TEXT.own : TEXT.list);
  const across = isPlain ? undefined : figure.across;
  const down = isPlain || scale !== 'own' ? undefined : figure.down;
  const edge = px(3);
  const foot = across ? px(18) + text * 1.2 : 0;
  const side = down ? px(18) + text * 0.6 * (down.text.length + 1) : 0;
  const texts: Sheet['texts'][number][] = [];
  let lines = '';
  if (across) {
    const at = y + height + px(16);
    lines +=
      line(across.from, at, across.to, at) +
      tick(across.from, at, px(5), 'v') +
      tick(across.to, at, px(5), 'v');
    texts.push({
      x: tenth((across.from + across.to) / 2),
      y: tenth(at + text * 1.3),
      anchor: 'middle',
      text: across.text,
    });
  }
  if (down) {
    const at = x + width + px(16);
    lines +=
      line(at, down.from, at, down.to) + tick(at, down.from, px(5), 'h') + tick(at, down.to, px(5), 'h');
    texts.push({
      x: tenth(at + text * 0.5),
      y: tenth((down.from + down.to) / 2 + text * 0.35),
      anchor: 'start',
      text: down.text,
    });
  }
  const words = across ? text * 0.6 * across.text.length : 0;
  const widen = Math.max(0, (words - width) / 2);
  const box = [x - edge - widen, y - edge, width + 2 * edge + 2 * widen + side, height + 2 * edge + foot];
  return {
    viewBox: box.map(tenth).join(' '),
    width: scale === 'own' ? undefined : Math.ceil(box[2]! * perMm),
    height: scale === 'own' ? undefined : Math.ceil(box[3]! * perMm),
    fontSize: hundredth(text),
    dimensions: lines || undefined,
    texts,
    rays: rays(figure, px(0.8)),
  };
}

function tick(x: number, y: number, half: number, way: 'h' | 'v'): string {
  return way === 'v' ? line(x, y - half, x, y + half) : line(x - half, y, x + half, y);
}

/** Rays are one broad dashed circle: each dash a hairline from the inner radius to the outer one. */
function rays({ rays: given }: Figure, hairline: number): Sheet['rays'] {
  if (!given) return undefined;
  const r = (given.inner + given.outer) / 2;
  const dash = hairline / ((2 * Math.PI * r) / given.count);
  return {
    cx: given.x,
    cy: given.y,
    r: tenth(r),
    'stroke-width': tenth(given.outer - given.inner),
    pathLength: given.count,
    'stroke-dasharray': `${hundredth(dash)} ${hundredth(1 - dash)}`,
    // Begins in the middle of a gap: where the quarters of a circle meet, a dash would smear.
    'stroke-dashoffset': hundredth((1 + dash) / 2),
  };
}

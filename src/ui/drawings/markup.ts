/**
 * A drawing as markup, for pages that draw on the server and let the browser keep it: two dozen drawings of a list are
 * then neither sent as code nor drawn a second time on the device. The look is in drawing.css.
 */
import type { Drawing } from '#domain/catalog/product.ts';
import { figureOf, oneScale } from './draw.ts';
import type { View } from './figure.ts';
import { guessDrawing } from './guess.ts';
import { layOut } from './lay-out.ts';
import { remembered } from './remembered.ts';

/** Filling its room, or one scale for all drawings of a list; `at` says which of them this is. */
export type Scale = 'own' | { readonly among: readonly (Drawing | undefined)[]; readonly at: number };

export interface Wish {
  readonly title: string;
  /** Without one the kind of part is guessed from `category` and drawn faintly. */
  readonly drawing: Drawing | undefined;
  readonly category: string;
  readonly scale: Scale;
  readonly view: View;
  readonly plain: boolean;
}

export function drawingMarkup({ title, drawing, category, scale, view, plain }: Wish): string {
  if (!drawing) {
    const guessed = svg(guessDrawing(`${category} ${title}`), title, 'own', 'front', true);
    return `<div class="drawing-placeholder">${guessed}</div>`;
  }
  return svg(
    drawing,
    title,
    scale === 'own' ? 'own' : (scalesOf(scale.among)[scale.at] ?? 'own'),
    view,
    plain,
  );
}

function svg(drawing: Drawing, title: string, scale: 'own' | number, view: View, plain: boolean): string {
  const inside = sheets(JSON.stringify([drawing, scale, view, plain]), () =>
    sheetMarkup(drawing, scale, view, plain),
  );
  return inside && `<svg class="drawing" role="img" aria-label="Drawing: ${escaped(title)}"${inside}</svg>`;
}

/** A page is rendered anew far more often than a part changes its shape: what was drawn lately is not drawn again. */
const sheets = remembered<string>(4000);

/** Everything of the element but its name and title; "" where nobody can draw it. */
function sheetMarkup(drawing: Drawing, scale: 'own' | number, view: View, plain: boolean): string {
  const figure = figureOf(drawing, view);
  if (!figure) return '';
  const sheet = layOut(figure, scale, plain);
  const path = (d: string | undefined, kind?: string) =>
    d ? `<path${kind ? ` class="${kind}"` : ''} d="${d}"/>` : '';
  const rays = sheet.rays
    ? `<circle class="rays" ${Object.entries(sheet.rays)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ')}/>`
    : '';
  const texts = sheet.texts
    .map(
      ({ x, y, anchor, text }) =>
        `<text x="${x}" y="${y}" font-size="${sheet.fontSize}" text-anchor="${anchor}">${escaped(text)}</text>`,
    )
    .join('');
  const size = sheet.width === undefined ? '' : ` width="${sheet.width}" height="${sheet.height}"`;
  return (
    ` viewBox="${sheet.viewBox}"${size}>` +
    rays +
    path(figure.tint, 'tint') +
    path(figure.soft, 'soft') +
    path(figure.ink) +
    path(figure.copper, 'copper') +
    path(sheet.dimensions, 'soft') +
    (sheet.dimensions ? texts : '')
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** CSS pixels a drawing may fill in its card. */
const ROOM = { width: 190, height: 160 };
const reckoned = new WeakMap<readonly (Drawing | undefined)[], ('own' | number)[]>();

/**
 * The scale of each drawing of a list, pixels per millimetre, so that a ten inch driver is visibly larger than a four
 * inch one. One for all where they are alike enough to be seen together; else one for each kind of part; a kind that
 * spans too much fills its room each time.
 */
export function scalesOf(drawings: readonly (Drawing | undefined)[]): ('own' | number)[] {
  let scales = reckoned.get(drawings);
  if (!scales) reckoned.set(drawings, (scales = reckon(drawings)));
  return scales;
}

function reckon(drawings: readonly (Drawing | undefined)[]): ('own' | number)[] {
  const all = oneScale(drawings, ROOM);
  if (all !== 'own') return drawings.map(() => all);
  const byKind = Map.groupBy(drawings, (drawing) => family(drawing?.kind));
  const scales = new Map([...byKind].map(([kind, group]) => [kind, oneScale(group, ROOM)]));
  return drawings.map((drawing) => scales.get(family(drawing?.kind)) ?? 'own');
}

/** "cone-driver" and "coaxial-driver" are of one family: the last word of the kind. */
function family(kind = ''): string {
  return kind.split('-').at(-1) ?? kind;
}

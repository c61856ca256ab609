/** From a drawing of the catalog to a figure: which renderer knows which kind, and which views it has. */
import type { Drawing } from '#domain/catalog/product.ts';
import type { Figure, Size, View } from './figure.ts';
import { box, damping, foot, gasket, grille, port, spike } from './figures/cabinets.ts';
import { coneDriver, domeTweeter } from './figures/drivers.ts';
import { bindingPost, capsule, connector, receptacle, screw, terminalCup, wire } from './figures/hardware.ts';
import {
  airCoil,
  board,
  chip,
  electrolyticCapacitor,
  filmCapacitor,
  ironCoil,
  potentiometer,
  resistor,
} from './figures/parts.ts';
import { ribbonTweeter } from './figures/ribbon.ts';
import { tool } from './figures/tools.ts';
import { remembered } from './remembered.ts';

type Renderer = (size: Size, view: View) => Figure;

const renderers: Readonly<Record<string, Renderer>> = {
  'cone-driver': (size, view) => coneDriver(size, view),
  'coaxial-driver': (size, view) => coneDriver(size, view, 'coaxial-driver'),
  'dome-tweeter': domeTweeter,
  'ribbon-tweeter': ribbonTweeter,
  'film-capacitor': filmCapacitor,
  'electrolytic-capacitor': electrolyticCapacitor,
  'air-coil': airCoil,
  'iron-coil': ironCoil,
  resistor,
  potentiometer,
  module: board,
  chip,
  capsule,
  box,
  port,
  grille,
  damping,
  spike,
  foot,
  gasket,
  wire,
  'binding-post': bindingPost,
  'terminal-cup': terminalCup,
  connector,
  receptacle,
  screw,
  tool,
};

/** The figure of a drawing, or undefined for a kind nobody can draw. */
export function figureOf(drawing: Drawing, view: View = 'front'): Figure | undefined {
  return renderers[drawing.kind]?.(drawing.size, view);
}

/** The extent of parts seen lately: a list is scaled at each rendering, a part seldom changes. */
const boxes = remembered<Figure['box'] | null>(4000);

/**
 * One scale for a list, in CSS pixels per mm: the largest figure fills `room` pixels of its cell. 'own' where the parts
 * are too unlike (a coil of 26 mm beside a box of a metre) for one scale to show them all.
 */
export function oneScale(
  drawings: readonly (Drawing | undefined)[],
  room: { width: number; height: number },
): number | 'own' {
  const fits = drawings.flatMap((drawing) => {
    const box = drawing && boxes(JSON.stringify(drawing), () => figureOf(drawing)?.box ?? null);
    if (!box) return [];
    const [, , width, height] = box;
    return [Math.min(room.width / width, room.height / height)];
  });
  if (fits.length === 0) return 'own';
  const [least, most] = [Math.min(...fits), Math.max(...fits)];
  return most / least > 7 ? 'own' : least;
}

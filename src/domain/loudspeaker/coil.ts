/**
 * Air-core coils in Brooks' proportions: square winding of side c, bore 2c, the most inductance for the wire.
 * Source: F. W. Grover, "Inductance Calculations" (1946), the Brooks coil: L = 1.6994e-6 a N² with mean radius a = 1.5 c.
 */

/** Resistivity of copper at 20 °C, Ω·m. */
export const COPPER_RESISTIVITY = 1.724e-8;

export interface Coil {
  readonly turns: number;
  /** Side of the square winding and height of the coil, m. */
  readonly side: number;
  readonly bore: number;
  readonly outer: number;
  /** Metres of wire. */
  readonly wire: number;
  /** Resistance to direct current, Ω. */
  readonly resistance: number;
}

/** The coil of `inductance` henry wound with wire of `diameter` metres (bare); enamel adds 6 % to each layer. */
export function brooksCoil(inductance: number, diameter: number): Coil {
  const layer = diameter * 1.06;
  const turns = Math.round((inductance / (1.6994e-6 * 1.5 * layer)) ** 0.4);
  const side = Math.sqrt(turns) * layer;
  const wire = 2 * Math.PI * 1.5 * side * turns;
  return { turns, side, bore: 2 * side, outer: 4 * side, wire, resistance: wireResistance(wire, diameter) };
}

/** Resistance of `length` metres of round copper, Ω. */
export function wireResistance(length: number, diameter: number): number {
  return (COPPER_RESISTIVITY * length) / ((Math.PI * diameter ** 2) / 4);
}

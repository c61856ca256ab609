import { describe, expect, it } from 'vitest';
import { brooksCoil, wireResistance } from './coil.ts';

describe('Brooks coil', () => {
  it('agrees with Wheeler’s formula for multilayer coils', () => {
    for (const [henry, wire] of [
      [0.22e-3, 1e-3],
      [1e-3, 1e-3],
      [3.3e-3, 1.4e-3],
    ] as const) {
      const coil = brooksCoil(henry, wire);
      const inch = 0.0254;
      const [a, b, c] = [(1.5 * coil.side) / inch, coil.side / inch, coil.side / inch];
      const wheeler = ((0.8 * a ** 2 * coil.turns ** 2) / (6 * a + 9 * b + 10 * c)) * 1e-6;
      expect(wheeler / henry).toBeCloseTo(1, 1);
    }
  });

  it('has the resistance of its wire', () => {
    const coil = brooksCoil(1e-3, 1e-3);
    expect(coil.resistance).toBeCloseTo(wireResistance(coil.wire, 1e-3), 12);
    expect(coil.resistance).toBeGreaterThan(0.4);
    expect(coil.resistance).toBeLessThan(0.55);
    expect(coil.outer).toBeCloseTo(coil.bore + 2 * coil.side, 12);
    expect(wireResistance(100, 1.784e-3)).toBeCloseTo(0.69, 2);
  });
});

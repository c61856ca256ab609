/** Real drivers, as their makers publish them, must obey the formulas within their rounding. Left out where the table is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resonance, totalQ } from './driver.ts';
import { sealedBox, sealedVolume } from './sealed-box.ts';
import { suitsVent, ventedCutoff, ventedStart } from './vented-box.ts';

const shared = process.env['CARTWRIGHT_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const file = resolve(shared, 'data/loudspeakers/qspeakers-drivers.csv');

type Row = Readonly<Record<string, number>>;

function readDrivers(): Row[] {
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, Number.parseFloat(cells[i] ?? '') || 0]));
  });
}

const share = (rows: Row[], holds: (row: Row) => boolean) => rows.filter(holds).length / rows.length;

describe.skipIf(!existsSync(file))('303 real drivers', () => {
  const drivers = existsSync(file) ? readDrivers() : [];

  it('agree with Qts = Qms Qes / (Qms + Qes)', () => {
    const rows = drivers.filter((d) => d['qms']! > 0 && d['qes']! > 0 && d['qts']! > 0);
    expect(rows.length).toBeGreaterThan(150);
    const near = (d: Row) => Math.abs(totalQ(d['qms']!, d['qes']!) / d['qts']! - 1) < 0.05;
    expect(share(rows, near)).toBeGreaterThan(0.95);
  });

  it('agree with fs = 1 / (2 pi sqrt(Mms Cms)) where mass and compliance are given', () => {
    const rows = drivers.filter((d) => d['mms']! > 0 && d['cms']! > 0);
    expect(rows.length).toBeGreaterThan(20);
    // Mass stands in g or kg, compliance in mm/N or m/N: take the pair of units that fits best.
    const near = (d: Row) =>
      [1, 1e-3].some((kg) =>
        [1, 1e-3, 1e-6].some((m) => Math.abs(resonance(d['mms']! * kg, d['cms']! * m) / d['fs']! - 1) < 0.08),
      );
    expect(share(rows, near)).toBeGreaterThan(0.85);
  });

  it('all get boxes a builder would believe', () => {
    for (const d of drivers) {
      const driver = { fs: d['fs']!, qts: d['qts']!, vas: d['vas']! / 1000 };
      const volume = sealedVolume(driver, Math.SQRT1_2);
      if (volume !== undefined) expect(sealedBox(driver, volume).fc).toBeGreaterThan(driver.fs);
      if (!suitsVent(driver)) continue;
      const f3 = ventedCutoff(driver, ventedStart(driver));
      expect(f3 / driver.fs).toBeGreaterThan(0.4);
      expect(f3 / driver.fs).toBeLessThan(5);
    }
  });
});

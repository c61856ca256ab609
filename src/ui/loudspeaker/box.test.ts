import { describe as suite, expect, it } from 'vitest';
import { suggestBox } from '#domain/loudspeaker/suggest-box.ts';
import { HALF_POWER } from '#domain/loudspeaker/response.ts';
import {
  alongAxis,
  axesFor,
  BOTTOM,
  curve,
  downAxis,
  FIELD,
  frequencies,
  fromTrack,
  toTrack,
} from './axes.ts';
import { describe, excursionLimit, outcome, port, readDriver } from './box.ts';

const attributes = [
  { key: 'resonance-fs', label: '', text: '42 Hz', value: 42, unit: 'Hz' },
  { key: 'total-q-qts', label: '', text: '0.38', value: 0.38, unit: '' },
  { key: 'equivalent-volume-vas', label: '', text: '26.5 l', value: 0.0265, unit: 'm3' },
  { key: 'cone-area-sd', label: '', text: '136 cm²', value: 0.0136, unit: 'm2' },
  { key: 'linear-excursion-xmax', label: '', text: '±5.5 mm', value: 0.0055, unit: 'm' },
  { key: 'dc-resistance-re', label: '', text: '5.8 Ω', value: 5.8, unit: 'Ω' },
  { key: 'force-factor-bl', label: '', text: '7.19 T·m', value: 7.19, unit: 'T·m' },
  { key: 'compliance-cms', label: '', text: '1.01 mm/N', value: 0.00101, unit: 'm/N' },
];
const driver = readDriver(attributes)!;

suite('the box plot', () => {
  it('is silent where a parameter is missing', () => {
    expect(readDriver(attributes.slice(1))).toBeUndefined();
    expect(readDriver([{ ...attributes[0]!, value: 0 }, ...attributes.slice(1)])).toBeUndefined();
    expect(readDriver([])).toBeUndefined();
  });

  it('suggests a vented box for a low Q and a Butterworth one sealed', () => {
    expect(suggestBox(driver)).toEqual({ kind: 'vented', volume: 0.025, fb: 42 });
    const sealed = suggestBox(driver, 'sealed');
    expect(outcome(driver, sealed).qtc).toBeCloseTo(Math.SQRT1_2, 1);
    expect(suggestBox({ fs: 148, qts: 0.7, vas: 0.0003 }).kind).toBe('sealed');
  });

  it('names the F3 where its own curve crosses half power', () => {
    for (const kind of ['sealed', 'vented'] as const) {
      const { response, f3, f10 } = outcome(driver, { kind, volume: 0.03, fb: 38 });
      expect(response(f3)).toBeCloseTo(HALF_POWER, 5);
      expect(response(f10)).toBeCloseTo(-10, 5);
      expect(f10).toBeLessThan(f3);
    }
    expect(describe(driver, suggestBox(driver))).toBe(
      'Vented in 25 litres, tuned to 42 Hz, the level is 3 dB down at 42 Hz and 10 dB down at 32 Hz. It is flat until it falls.',
    );
    expect(describe(driver, { kind: 'sealed', volume: 0.0107, fb: 0 })).toContain('Butterworth');
  });

  it('gives a port and the power that uses up the excursion', () => {
    const tube = port(driver, suggestBox(driver))!;
    expect(tube.diameter).toBe(0.05);
    expect(tube.length).toBeGreaterThan(0.05);
    expect(tube.length).toBeLessThan(0.2);
    const sealed = excursionLimit(driver, suggestBox(driver, 'sealed'), 40)!;
    const vented = excursionLimit(driver, suggestBox(driver), 40)!;
    expect(sealed).toBeGreaterThan(5);
    expect(vented).toBeGreaterThan(sealed);
    expect(excursionLimit(driver, suggestBox(driver), 15)).toBeLessThan(vented / 4);
    expect(excursionLimit({ fs: 42, qts: 0.38, vas: 0.0265 }, suggestBox(driver), 30)).toBeUndefined();
  });

  it('draws on paper that begins and ends where it says', () => {
    const axes = axesFor(42);
    expect(axes).toEqual({ low: 10, high: 500 });
    expect(alongAxis(axes, 10)).toBe(0);
    expect(alongAxis(axes, 500)).toBeCloseTo(1, 12);
    expect(downAxis(BOTTOM)).toBe(1);
    const path = curve(axes, () => 0);
    expect(path.startsWith(`M0 ${FIELD.height / 5}`)).toBe(true);
    expect(path.endsWith(` ${FIELD.width} ${FIELD.height / 5}`)).toBe(true);
    expect(
      frequencies(axes)
        .filter((f) => f.label)
        .map((f) => f.label),
    ).toEqual(['10', '20', '50', '100', '200', '500']);
  });

  it('slides evenly by ratio', () => {
    expect(toTrack(10, 1, 100)).toBe(500);
    expect(fromTrack(500, 1, 100)).toBeCloseTo(10, 9);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '#domain/catalog/product.ts';
import { totalQ } from '#domain/loudspeaker/driver.ts';
import { demoProducts } from './catalog.ts';
import { drivers } from './drivers.ts';

const products = demoProducts();
const value = (attributes: readonly Attribute[], key: string) => attributes.find((a) => a.key === key)?.value;
const bytes = () => createHash('sha256').update(JSON.stringify(demoProducts())).digest('hex');

describe('the demo catalog', () => {
  it('has its parts, each with its own key, slug, title and SKU', () => {
    expect(products.length).toBeGreaterThan(370);
    for (const all of [
      products.map((p) => p.key),
      products.map((p) => p.slug),
      products.map((p) => p.title),
      products.flatMap((p) => p.variants.map((v) => v.sku)),
    ]) {
      expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
    }
    expect(new Set(products.map((p) => p.category[0])).size).toBeGreaterThanOrEqual(7);
  });

  it('is the same bytes every time', () => {
    expect(bytes()).toBe(bytes());
  });

  it('prices, breaks and quantities make sense', () => {
    for (const { title, variants, options } of products) {
      expect(variants.length, title).toBe(options.reduce((n, o) => n * o.values.length, 1));
      for (const v of variants) {
        expect(Number.isInteger(v.unitPrice) && v.unitPrice > 0, title).toBe(true);
        if (v.compareAt !== undefined) expect(v.compareAt, title).toBeGreaterThan(v.unitPrice);
        let [from, price] = [v.minimum, v.unitPrice];
        for (const step of v.breaks) {
          expect(step.from, title).toBeGreaterThan(from);
          expect(step.unitPrice, title).toBeLessThan(price);
          [from, price] = [step.from, step.unitPrice];
        }
        expect(v.minimum % v.multiple === 0 || v.multiple === 1, title).toBe(true);
        expect(v.onHand === 0 || !v.backorder, title).toBe(true);
      }
    }
    const stock = products.flatMap((p) => p.variants);
    expect(stock.some((v) => v.onHand === 0 && !v.backorder)).toBe(true);
    expect(stock.some((v) => v.onHand === 0 && v.backorder)).toBe(true);
    expect(stock.some((v) => v.compareAt !== undefined)).toBe(true);
  });

  it('one key has one name all over the shop, so that a filter bears the name every part bears', () => {
    const names = new Map<string, string>();
    for (const { title, attributes } of products)
      for (const { key, label } of attributes) {
        expect(names.get(key) ?? label, `${key} of ${title}`).toBe(label);
        names.set(key, label);
      }
  });

  it('what a part is told by is not told twice', () => {
    for (const { title, summary, html } of products) expect(html, title).not.toContain(`<p>${summary}</p>`);
  });

  it('every attribute with a unit has its number, and every part a drawing with real sizes', () => {
    for (const { title, attributes, drawing, summary, html } of products) {
      for (const a of attributes)
        if (a.unit !== undefined) expect(Number.isFinite(a.value), title).toBe(true);
      expect(new Set(attributes.map((a) => a.key)).size, title).toBe(attributes.length);
      expect(
        Object.values(drawing!.size).every((n) => n >= 0 && Number.isFinite(n)),
        title,
      ).toBe(true);
      expect(`${summary}${html}`).not.toMatch(/undefined|NaN|Infinity/);
      expect(summary.length, title).toBeGreaterThan(10);
    }
  });
});

describe('the drivers', () => {
  it('obey physics in what they print', () => {
    for (const { category, attributes, title } of products) {
      const [qms, qes, qts] = ['mechanical-q-qms', 'electrical-q-qes', 'total-q-qts'].map((key) =>
        value(attributes, key),
      );
      if (category[0] !== 'Drivers' || qms === undefined) continue;
      expect(Math.abs(totalQ(qms, qes!) - qts!), title).toBeLessThan(0.011);
      const [mms, cms, fs] = ['moving-mass-mms', 'compliance-cms', 'resonance-fs'].map((key) =>
        value(attributes, key),
      );
      expect(1 / (2 * Math.PI * Math.sqrt(mms! * cms!)) / fs!, title).toBeCloseTo(1, 1.8);
    }
  });

  it('are drivers a builder would believe', () => {
    expect(drivers().length).toBeGreaterThan(60);
    for (const { row, small, level, mechanics } of drivers()) {
      expect(small.qts, row.number).toBeGreaterThan(0.28);
      expect(small.qts, row.number).toBeLessThan(0.75);
      expect(level, row.number).toBeGreaterThan(82);
      expect(level, row.number).toBeLessThan(98);
      expect(mechanics.bl, row.number).toBeLessThan(22);
    }
  });
});

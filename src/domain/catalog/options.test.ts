import { describe, expect, test } from 'vitest';
import type { Variant } from './product.ts';
import { choicesOf, variantOf } from './options.ts';

const variant = (id: number, options: string[], stock: Variant['stock'] = 'in'): Variant => ({
  id,
  sku: String(id),
  options,
  unitPrice: 1,
  breaks: [],
  minimum: 1,
  multiple: 1,
  stock,
});

const options = [
  { name: 'Colour', values: ['red', 'black', 'white'] },
  { name: 'Plating', values: ['nickel', 'gold'] },
];
const variants = [
  variant(1, ['red', 'nickel'], 'out'),
  variant(2, ['red', 'gold']),
  variant(3, ['black', 'nickel']),
];

describe('variantOf', () => {
  test('takes the one named, even sold out', () => expect(variantOf(variants, 1)?.id).toBe(1));
  test('else the first that can be had', () => expect(variantOf(variants, 99)?.id).toBe(2));
  test('else the first', () => expect(variantOf([variants[0]!])?.id).toBe(1));
  test('nothing from nothing', () => expect(variantOf([])).toBeUndefined());
});

describe('choicesOf', () => {
  test('keeps the other choices where a variant has them', () => {
    expect(choicesOf({ options, variants }, variants[0]!, 1).map((c) => c.variant?.id)).toEqual([1, 2]);
  });
  test('leads to the nearest variant otherwise, and nowhere for a value nobody has', () => {
    const choices = choicesOf({ options, variants }, variants[1]!, 0);
    expect(choices.map((c) => c.variant?.id)).toEqual([2, 3, undefined]);
    expect(choices.map((c) => c.selected)).toEqual([true, false, false]);
  });
});

import { expect, test } from 'vitest';
import { compareRows } from './compare.ts';
import type { Attribute } from './product.ts';

const capacitance = (text: string, value: number): Attribute => ({
  key: 'capacitance',
  label: 'Capacitance',
  text,
  value,
  unit: 'F',
});
const word = (key: string, text: string): Attribute => ({ key, label: key, text });

test('numbers are shown in one measure and the same number in other words does not differ', () => {
  const [row] = compareRows([
    { attributes: [capacitance('2200 nF', 2.2e-6)] },
    { attributes: [capacitance('2.2 µF', 2.2e-6)] },
  ]);
  expect(row).toMatchObject({ cells: ['2.2\u00a0µF', '2.2\u00a0µF'], differs: false });
});

test('what all wrote in one measure stays as written', () => {
  const inch = (text: string, value: number): Attribute => ({
    key: 'size',
    label: 'Size',
    text,
    value,
    unit: 'm',
  });
  const [row] = compareRows([{ attributes: [inch('5.25″', 0.13335)] }, { attributes: [inch('10″', 0.254)] }]);
  expect(row).toMatchObject({ cells: ['5.25″', '10″'], differs: true });
});

test('what only one states differs, is unknown for the other, and comes last', () => {
  const rows = compareRows([
    { attributes: [word('foil', 'rough'), word('dielectric', 'polypropylene')] },
    { attributes: [word('dielectric', 'Polypropylene')] },
  ]);
  expect(rows.map(({ key, differs }) => [key, differs])).toEqual([
    ['dielectric', false],
    ['foil', true],
  ]);
  expect(rows[1]?.cells).toEqual(['rough', undefined]);
});

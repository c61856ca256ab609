import { expect, test } from 'vitest';
import { textTable } from './text-table.ts';

const sums = [{ label: 'Total', value: '$21.83' }];

test('amounts stand in one column, however long the label; the note stands under its line', () => {
  const rows = [
    {
      label: '12 × Round loudspeaker wire 2 × 1.5 mm², by the metre, transparent at $1.18',
      value: '$14.16',
      note: 'Your note: Please cut into three equal lengths and label each of them',
    },
    { label: '4 × Hook-up wire, Red at $0.22', value: '$0.88' },
  ];
  const after = [{ label: 'of which VAT 20 %', value: '$3.64' }];
  expect(textTable({ rows, sums, after }).split('\n')).toEqual([
    '12 × Round loudspeaker wire 2 × 1.5 mm², by the metre,',
    '  transparent at $1.18                                    $14.16',
    '  Your note: Please cut into three equal lengths and',
    '    label each of them',
    '4 × Hook-up wire, Red at $0.22                             $0.88',
    '----------------------------------------------------------------',
    'Total                                                     $21.83',
    'of which VAT 20 %                                          $3.64',
  ]);
});

test('a word without a gap is cut rather than pushed past the amounts', () => {
  const label = `1 × ${'x'.repeat(150)}`;
  const lines = textTable({ rows: [{ label, value: '$1.00' }], sums, after: [] }).split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(64);
  expect(lines.join('').replace(/[^x]/g, '')).toHaveLength(150);
  expect(lines.filter((line) => line.endsWith('$1.00'))).toHaveLength(1);
});

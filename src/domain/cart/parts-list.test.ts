import { describe, expect, it } from 'vitest';
import { chooseColumns, readTable, toPartsCsv, wantedOfLines, wantedOfTable } from './parts-list.ts';

describe('parts lists', () => {
  it('reads plain lines in either order', () => {
    const text = 'NA-165P8 4\n2 x T28S\nK4F, 10\n5;C-47\n\nlone-part\n4.7 uF 250V 3';
    expect(wantedOfLines(text).map(({ part, n }) => [part, n])).toEqual([
      ['NA-165P8', 4],
      ['T28S', 2],
      ['K4F', 10],
      ['C-47', 5],
      ['lone-part', 1],
      ['4.7 uF 250V', 3],
    ]);
  });

  it('reads a bill of materials by the names of its columns, wherever they stand', () => {
    const table = readTable(
      '\uFEFFReferences;Qty;Manufacturer Part Number\r\n"R1, R2";2;RC-0805\r\nC1;1;"C ""47"""\r\n',
    )!;
    const columns = chooseColumns(table.header);
    expect(wantedOfTable(table, columns)).toEqual([
      { at: 2, part: 'RC-0805', n: 2, note: 'R1, R2', value: '' },
      { at: 3, part: 'C "47"', n: 1, note: 'C1', value: '' },
    ]);
  });

  it('finds the column of values', () => {
    const table = readTable('MPN,Value,Qty\nC-1,4.7 µF,2\n')!;
    expect(wantedOfTable(table, chooseColumns(table.header))).toEqual([
      { at: 2, part: 'C-1', n: 2, note: '', value: '4.7 µF' },
    ]);
  });

  it('reads back its own export, formulas and all', () => {
    const line = {
      sku: '=1+1',
      partNumber: '',
      title: 'Wire, red',
      n: 12,
      unitPrice: '0.42',
      note: '-left',
      value: '',
    };
    const csv = toPartsCsv([line]);
    expect(csv).toContain("'=1+1");
    const table = readTable(csv)!;
    expect(wantedOfTable(table, chooseColumns(table.header))).toEqual([
      { at: 2, part: '=1+1', n: 12, note: '-left', value: '' },
    ]);
  });

  it('says zero where the quantity is no number, and never guesses', () => {
    const table = readTable('SKU,Qty\nA,many\nB,"1,200"\n')!;
    expect(wantedOfTable(table, chooseColumns(table.header)).map((one) => one.n)).toEqual([0, 1200]);
  });
});

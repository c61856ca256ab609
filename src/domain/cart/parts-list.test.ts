import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readRows } from './csv.ts';
import { toPartsCsv } from './parts-csv.ts';
import { chooseColumns, linesLeft, readTable, tooLarge, wantedOfLines, wantedOfTable } from './parts-list.ts';

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

  it('keeps a line break, a separator and a quote inside a quoted cell, and counts the lines of the text', () => {
    const table = readTable('SKU,Qty,Note\nA,1,"R1,\r\n""R2"""\nB,2,5" cone\n')!;
    expect(wantedOfTable(table, chooseColumns(table.header))).toEqual([
      { at: 2, part: 'A', n: 1, note: 'R1, "R2"', value: '' },
      { at: 4, part: 'B', n: 2, note: '5" cone', value: '' },
    ]);
  });

  it('reads back any table, however its cells are written', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab1 ,;|"\t\n'), maxLength: 6 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const plain = (text: string) => text.replace(/\s*\n+\s*/g, ' ').trim();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { maxLength: 5 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (rows, sign) => {
          const text = rows.map((row) => row.map(quoted).join(sign)).join('\r\n');
          const filled = rows.map((row) => row.map(plain)).filter((row) => row.some((one) => one !== ''));
          expect(readRows(text, sign).map((row) => row.cells)).toEqual(filled);
        },
      ),
    );
  });

  it('leaves the columns to the shopper where no name is known, and a first line of data is no header', () => {
    for (const sign of [';', '|']) {
      const table = readTable('Pos;Bestellnummer;Menge\n1;NA-100P4;4\n'.replaceAll(';', sign))!;
      expect(chooseColumns(table.header).part).toBe(-1);
      const chosen = wantedOfTable(table, { part: 1, quantity: 2, note: -1, value: -1 });
      expect(chosen.map(({ at, part, n }) => [at, part, n])).toEqual([[2, 'NA-100P4', 4]]);
    }
    const bare = readTable('1;NA-100P4;4\n2;NA-T28S;2')!;
    expect(wantedOfTable(bare, { part: 1, quantity: 2, note: -1, value: -1 }).map(({ n }) => n)).toEqual([
      4, 2,
    ]);
    expect(readTable('NA-165P8, 4\nNA-T28S, 2')).toBeUndefined();
  });

  it('counts what it leaves out, and refuses what is too large to be read', () => {
    const lines = Array.from({ length: 600 }, (_, i) => `P-${i} 1`).join('\n');
    expect([wantedOfLines(lines).length, linesLeft(lines)]).toEqual([500, 100]);
    const table = readTable(`SKU\tQty\n${lines.replaceAll(' ', '\t')}`)!;
    expect([table.rows.length, table.left]).toEqual([500, 100]);
    expect(tooLarge(lines.length, lines)).toBeUndefined();
    expect(tooLarge(2_000_001)).toMatch(/2 MB/);
    expect(tooLarge(20_002, '\n'.repeat(10_001))).toMatch(/10,000 lines/);
    expect(wantedOfLines(`A${' x'.repeat(900_000)} 1`)).toHaveLength(1);
  });
});

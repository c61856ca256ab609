import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecords, type CsvRecord } from './csv.ts';

async function read(text: string, size = 7, delimiter = ','): Promise<CsvRecord[]> {
  async function* pieces(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  return Array.fromAsync(csvRecords(pieces(), delimiter));
}

const cells = (records: readonly CsvRecord[]) =>
  records.map((record) => ('cells' in record ? record.cells : `fault ${record.line}:${record.cell}`));

describe('csvRecords', () => {
  it('reads quotes, doubled quotes, line breaks inside cells and both line ends', async () => {
    const text = 'a,b\r\n"1 ""one""","x\ny"\r\n3,\n\n5,"6"';
    const records = await read(text);
    expect(cells(records)).toEqual([
      ['a', 'b'],
      ['1 "one"', 'x\ny'],
      ['3', ''],
      ['5', '6'],
    ]);
    expect(records.map((record) => record.line)).toEqual([1, 2, 4, 6]);
  });

  it('keeps quotes inside plain cells as they are', async () => {
    expect(cells(await read('name,size\nWoofer,5.25" round\n'))).toEqual([
      ['name', 'size'],
      ['Woofer', '5.25" round'],
    ]);
  });

  it('goes on with the next line after a quote that closes in the wrong place', async () => {
    expect(cells(await read('a,b\n1,"x" y\n3,4\n"5","6"\n'))).toEqual([
      ['a', 'b'],
      'fault 2:1',
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('goes on with the next line after a quote that never closes', async () => {
    const many = Array.from({ length: 500 }, (_, n) => `${n},x`).join('\n');
    const records = await read(`a,b\n1,"open\n${many}\n`, 4_096);
    expect(records).toHaveLength(502);
    expect(cells(records)[1]).toBe('fault 2:1');
  });

  it('does not wait for a megabyte of text behind an open quote', async () => {
    const records = await read(`a,b\n1,"open\n${'7,8\n'.repeat(400_000)}`, 65_536);
    expect(records).toHaveLength(400_002);
  });

  it('gives back any table written by the rules, in any pieces', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('a"b', 'x,y', 'line\nbreak', '\r\n', '"', '', ' "q" '),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, size, end) => {
          const text = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(end);
          expect(cells(await read(text, size))).toEqual(rows);
        },
      ),
    );
  });

  it('never throws and never loses the line count', async () => {
    const hostile = fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', '""', '\u0000', 'é'), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(hostile, fc.integer({ min: 1, max: 5 }), async (parts, size) => {
        const text = parts.join('');
        const records = await read(text, size);
        const whole = await read(text, 1_000);
        expect(records).toEqual(whole);
        for (const record of records) expect(record.line).toBeLessThanOrEqual(text.split('\n').length);
      }),
      { numRuns: 500 },
    );
  });
});

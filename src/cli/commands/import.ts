import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { FORMATS, importFile, type FormatName } from '#server/catalog/formats/import-file.ts';
import { readImportMap, type ImportMap } from '#server/catalog/formats/import-map.ts';
import type { ImportProgress } from '#server/catalog/import/import-products.ts';
import { UsageError, type Command } from '../command.ts';
import { printReport, printUnreadable } from '../import-report.ts';
import { withShop } from '../with-shop.ts';

const usage = `npm run shop -- import FILE [--format auto|${FORMATS.slice(1).join('|')}] [--map MAP.json] [--rate EUR=1.08]
                        [--replace] [--apply] [--json]

Reads a merchant's file and says what it would add, change, leave and refuse. Nothing is changed without --apply.
Interrupting (ctrl-C) leaves the shop as it was, and it goes on selling meanwhile.

  --format   what the file is; "auto" looks at its columns
  --map      a mapping file for tables of your own: which column is which field (see src/server/catalog/formats/maps)
  --rate     the shop's currency for one of another, where the file has other prices; may be given again
  --replace  take off sale what this source brought before and the file no longer names
  --apply    publish it, as one generation; "undo GENERATION" takes it back
  --json     the report as JSON`;

interface Wanted {
  readonly file: string;
  readonly format: FormatName;
  readonly map?: ImportMap;
  readonly rates: ReadonlyMap<string, number>;
  readonly replace: boolean;
  readonly apply: boolean;
  readonly json: boolean;
}

export const command: Command = {
  about: "Bring a merchant's file into the shop (a dry run unless --apply).",
  usage,
  async run(args) {
    const wanted = await readArguments(args);
    const stop = new AbortController();
    const interrupt = () => stop.abort(new Error('Interrupted: the shop is as it was.'));
    process.once('SIGINT', interrupt);
    const isTerminal = process.stderr.isTTY && !wanted.json;
    try {
      const result = await withShop((shop) =>
        importFile(
          shop,
          { name: basename(wanted.file), bytes: createReadStream(wanted.file, { highWaterMark: 262_144 }) },
          { ...wanted, signal: stop.signal, ...(isTerminal ? { onProgress: showProgress } : {}) },
        ),
      );
      if (isTerminal) process.stderr.write('\r\u001b[K');
      if (wanted.json) console.log(JSON.stringify(result, null, 2));
      else if (result.ok) printReport(result.format, result.report, wanted.apply);
      else printUnreadable(wanted.file, result);
      return result.ok ? 0 : 1;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      console.error(`\n${(error as Error).message}`);
      return 130;
    } finally {
      process.off('SIGINT', interrupt);
    }
  },
};

async function readArguments(args: string[]): Promise<Wanted> {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'auto' },
        map: { type: 'string' },
        rate: { type: 'string', multiple: true, default: [] },
        replace: { type: 'boolean', default: false },
        apply: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError(usage);
  await access(file).catch(() => {
    throw new UsageError(`There is no file "${file}", or it may not be read.`);
  });
  const format = FORMATS.find((name) => name === values.format);
  if (!format) throw new UsageError(`--format is one of ${FORMATS.join(', ')}, not "${values.format}".`);
  if (format === 'csv' && values.map === undefined)
    throw new UsageError('--format csv needs --map MAP.json.');
  return {
    file,
    format,
    ...(values.map === undefined ? {} : { map: await readMap(values.map) }),
    rates: new Map(values.rate.map(readRate)),
    replace: values.replace,
    apply: values.apply,
    json: values.json,
  };
}

async function readMap(file: string): Promise<ImportMap> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is no map "${file}", or it may not be read.`);
  });
  const checked = readImportMap(text);
  if (!checked.ok) throw new UsageError(checked.reason);
  return checked.map;
}

function readRate(text: string): [currency: string, rate: number] {
  const found = /^([A-Za-z]{3})=(\d+(?:\.\d+)?)$/.exec(text);
  const rate = Number(found?.[2]);
  if (!found || !(rate > 0)) throw new UsageError(`--rate is written like EUR=1.08, not "${text}".`);
  return [found[1]!.toUpperCase(), rate];
}

function showProgress({ phase, products, line }: ImportProgress): void {
  const words = { reading: 'read and checked', publishing: 'publishing', tidying: 'tidying up' }[phase];
  process.stderr.write(`\r\u001b[K${products.toLocaleString('en')} products ${words}, line ${line}`);
}

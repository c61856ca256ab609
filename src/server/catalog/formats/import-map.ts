/** A mapping file: which column of a merchant's table is which field. Checked whole, so that a wrong name is told before a row is read. */
import * as v from 'valibot';

const template = v.pipe(v.string(), v.maxLength(500));

const schema = v.strictObject({
  /** Products of one map belong together: the source is "csv:<name>". */
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9-]{1,40}$/, 'must be a word of small letters, digits and hyphens'),
  ),
  about: v.optional(v.string()),
  /** `--format auto` takes this map when the table has all of these columns. */
  recognise: v.optional(v.array(v.string()), []),
  delimiter: v.optional(v.picklist([',', ';', '\t', '|'])),
  decimal: v.optional(v.picklist(['.', ',']), '.'),
  /** ISO 4217 of the file's prices, where the cells do not say it. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  key: template,
  title: template,
  slug: v.optional(template),
  vendor: v.optional(template, ''),
  partNumber: v.optional(template, ''),
  summary: v.optional(template, ''),
  html: v.optional(template, ''),
  sku: v.optional(template, ''),
  barcode: v.optional(template, ''),
  /** One template a level, or one column split by `separator`; of several categories apart by `list` the first is home. */
  category: v.optional(
    v.union([
      v.array(template),
      v.strictObject({ column: template, separator: v.string(), list: v.optional(v.string()) }),
    ]),
    [],
  ),
  tags: v.optional(v.strictObject({ column: template, separator: v.string() })),
  price: v.optional(template, ''),
  compareAt: v.optional(template, ''),
  /** A price for a while; days (2026-11-27) or moments, UTC unless they name a zone. An empty price: no sale. */
  sale: v.optional(
    v.strictObject({ price: template, from: v.optional(template, ''), until: v.optional(template, '') }),
  ),
  /** "1-9:0.61;10-29:0.49;30-:0.44": entries apart by `entries`, quantity from price by `pair`; only the lower end counts. */
  priceBreaks: v.optional(
    v.strictObject({
      column: template,
      entries: v.optional(v.string(), ';'),
      pair: v.optional(v.string(), ':'),
      range: v.optional(v.string(), '-'),
    }),
  ),
  stock: v.optional(template, ''),
  /** Rows without a count are always for sale: for tables that have no stock column. */
  uncounted: v.optional(v.boolean(), false),
  minimum: v.optional(template, ''),
  multiple: v.optional(template, ''),
  weight: v.optional(template, ''),
  pictures: v.optional(
    v.strictObject({
      column: template,
      separator: v.optional(v.string()),
      prefix: v.optional(v.string(), ''),
    }),
  ),
  datasheet: v.optional(template, ''),
  attributes: v.optional(
    v.strictObject({
      /** Columns as attributes: label -> column. */
      columns: v.optional(v.record(v.string(), template), {}),
      /** Columns that hold a JSON object of attributes. */
      json: v.optional(v.array(v.string()), []),
      /** Every column no field uses becomes an attribute. */
      rest: v.optional(v.boolean(), false),
      /** Labels (in JSON) and columns to leave out. */
      skip: v.optional(v.array(v.string()), []),
      /** Columns that begin so become attributes by the rest of their name: "attribute:". */
      prefix: v.optional(v.string()),
      /** Separator inside cells that are lists. */
      list: v.optional(v.string()),
    }),
  ),
});

export type ImportMap = v.InferOutput<typeof schema>;

/** The map of a JSON text, or what is wrong with it. */
export function readImportMap(
  json: string,
): { readonly ok: true; readonly map: ImportMap } | { readonly ok: false; readonly reason: string } {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    return { ok: false, reason: `The map is no JSON: ${(error as Error).message}` };
  }
  return checkImportMap(given);
}

export function checkImportMap(given: unknown): ReturnType<typeof readImportMap> {
  const result = v.safeParse(schema, given);
  if (result.success) return { ok: true, map: result.output };
  const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'map'}: ${issue.message}`);
  return { ok: false, reason: `The map is wrong: ${faults.join('; ')}` };
}

/** Columns a template names: "{manufacturer} {mfr_part}", "{attributes.MOQ}"; `{sale_price|price}` is the first that is filled; a template without braces is one column. */
export function columnsOf(text: string): string[] {
  if (text === '') return [];
  if (!text.includes('{')) return [text];
  return [...text.matchAll(/\{([^{}]+)\}/g)].flatMap((found) => found[1]!.split('|'));
}

/**
 * WooCommerce product CSV. Variations stand anywhere in the file and name their parent by "id:<ID>" or SKU;
 * they wait with it until the end. Grouped and external products are told apart: they have nothing to sell here.
 */
import { attributeOf } from '#domain/catalog/attributes.ts';
import type { Attribute } from '#domain/catalog/product.ts';
import {
  UNCOUNTED,
  type ImportItem,
  type ImportProduct,
  type ImportVariant,
} from '../import/import-product.ts';
import { plainText } from '../import/sanitise-html.ts';
import { isRefusal, type Table, type TableRow } from '../reader/table.ts';
import { noteOf, refusalOf, shopPrice, type FormatContext, type Items } from './format.ts';
import { summaryOf } from './summary.ts';
import { readSale } from './sale-cells.ts';
import {
  categoriesOf,
  commaList,
  kindOf,
  SALE_COLUMNS,
  saleCells,
  sizeColumns,
  weightColumn,
} from './woo-cells.ts';

export function isWooCommerce(table: Pick<Table, 'has'>): boolean {
  return ['Type', 'SKU', 'Name', 'Regular price'].every((column) => table.has(column));
}

interface Variable {
  readonly row: TableRow;
  readonly variations: TableRow[];
}

/** The products of a WooCommerce file. */
export async function* wooItems(table: Table, context: FormatContext): Items {
  const reader = new WooReader(table, context);
  for (const text of [...table.notes, ...reader.notes()]) yield noteOf(text);
  const parents = new Map<string, Variable>();
  const waiting: TableRow[] = [];
  for await (const row of table.rows) {
    if (isRefusal(row)) {
      yield refusalOf(row);
      continue;
    }
    const kind = kindOf(row.get('Type'));
    if (kind === 'simple') yield* reader.product(row, []);
    else if (kind === 'variation') waiting.push(row);
    else if (kind === 'variable') {
      const variable = { row, variations: [] };
      if (row.get('ID')) parents.set(`id:${row.get('ID')}`, variable);
      if (row.get('SKU')) parents.set(row.get('SKU'), variable);
      if (!row.get('ID') && !row.get('SKU'))
        yield reader.refuse(row, 'Type', 'A variable product without ID and SKU has no variations.');
    } else yield reader.refuseKind(row, kind);
  }
  for (const row of waiting) {
    const parent = parents.get(row.get('Parent').replace(/\s/g, ''));
    if (parent) parent.variations.push(row);
    else
      yield reader.refuse(
        row,
        'Parent',
        `The file has no variable product "${row.get('Parent')}" for this variation.`,
      );
  }
  for (const { row, variations } of new Set(parents.values()))
    if (variations.length > 0) yield* reader.product(row, variations);
    else
      yield reader.refuse(
        row,
        'Type',
        `"${row.get('Name')}" is variable, but the file has no variation of it.`,
      );
}

class WooReader {
  readonly #context: FormatContext;
  readonly #columns: readonly string[];
  readonly #weight: ReturnType<typeof weightColumn>;
  readonly #sizes: ReturnType<typeof sizeColumns>;
  /** Numbers of the "Attribute N" columns. */
  readonly #numbers: readonly number[];

  constructor(table: Table, context: FormatContext) {
    this.#context = context;
    this.#columns = table.columns;
    this.#weight = weightColumn(table.columns);
    this.#sizes = sizeColumns(table.columns);
    this.#numbers = table.columns.flatMap((column) => {
      const found = /^attribute (\d+) name$/i.exec(column.trim());
      return found ? Number(found[1]) : [];
    });
  }

  *notes(): Generator<string> {
    yield `The file names no currency: its prices are taken as ${this.#context.currency.code}.`;
    const meta = this.#columns.filter((column) => /^meta: /i.test(column));
    if (meta.length > 0) yield `${meta.length} columns "Meta: ..." are left.`;
    if (this.#columns.some((column) => /^download \d+ url$/i.test(column)))
      yield 'Downloads are left: the shop sends parcels.';
  }

  refuse(row: TableRow, column: string, reason: string): ImportItem {
    return refusalOf({
      line: row.line,
      column,
      reason,
      remedy: 'Export the product with its variations, or leave the row out.',
    });
  }

  refuseKind(row: TableRow, kind: ReturnType<typeof kindOf>): ImportItem {
    const name = row.get('Name');
    const reasons = {
      grouped: `"${name}" is a group of other products; they are imported, the group has no price of its own.`,
      external: `"${name}" is sold on another site (${row.get('External URL').slice(0, 80)}).`,
    } as const;
    return refusalOf({
      line: row.line,
      column: 'Type',
      reason:
        kind === 'grouped' || kind === 'external'
          ? reasons[kind]
          : `"${name}" is of the kind "${row.get('Type')}", which this shop does not know.`,
      remedy: 'Make it a simple product to sell it here.',
    });
  }

  *product(row: TableRow, variations: readonly TableRow[]): Generator<ImportItem> {
    const options = variations.length === 0 ? [] : this.#optionNumbers(variations);
    const rows = variations.length === 0 ? [row] : variations;
    const variants: ImportVariant[] = [];
    for (const own of rows) {
      const variant = this.#variant(own, row, options);
      if ('remedy' in variant) {
        yield refusalOf(variant);
        continue;
      }
      variants.push(variant);
    }
    // Each row was refused with its reason: the product adds nothing to that.
    if (variants.length === 0) return;
    const html = row.get('Description') || row.get('Short description');
    const { home, others } = categoriesOf(row.get('Categories'));
    const images = [row, ...variations].flatMap((own) => commaList(own.get('Images')));
    const product: ImportProduct = {
      key: row.get('ID') || row.get('SKU') || row.get('Name'),
      title: row.get('Name'),
      vendor: commaList(row.get('Brands'))[0] ?? '',
      partNumber: '',
      summary: plainText(row.get('Short description')).slice(0, 400) || summaryOf(html),
      html,
      category: home,
      tags: [...commaList(row.get('Tags')), ...others],
      options: options.map((number) => ({
        name: optionName(number, [row, ...variations]),
        values: [...new Set(variations.map((own) => own.get(`Attribute ${number} value(s)`) || 'Any'))],
      })),
      variants,
      pictures: [...new Set(images)].map((address) => ({ address, alt: '' })),
      attributes: this.#attributes(row, options),
      onSale: row.get('Published') === '1' && row.get('Visibility in catalog') !== 'hidden',
      line: row.line,
    };
    yield { kind: 'product', product };
  }

  /** Attributes in which at least one variation has a value of its own. */
  #optionNumbers(variations: readonly TableRow[]): number[] {
    return this.#numbers.filter((number) =>
      variations.some((own) => own.get(`Attribute ${number} value(s)`) !== ''),
    );
  }

  #variant(
    row: TableRow,
    parent: TableRow,
    options: readonly number[],
  ): ImportVariant | { line: number; column: string; reason: string; remedy: string } {
    const sale = row.get('Sale price');
    const isDated = row.get('Date sale price starts') !== '' || row.get('Date sale price ends') !== '';
    const regular = row.get('Regular price');
    const price = shopPrice(sale !== '' && !isDated ? sale : regular, this.#context);
    const refused = (column: string, { reason, remedy }: { reason: string; remedy: string }) => ({
      line: row.line,
      column,
      reason: `${reason} (${row.get('Name')})`,
      remedy,
    });
    if (!price.ok) return refused('Regular price', price);
    const dated = isDated ? readSale(saleCells(row), this.#context) : undefined;
    if (dated?.ok === false) return refused(SALE_COLUMNS[dated.field], dated);
    const compareAt = shopPrice(regular, this.#context);
    const stock = row.get('Stock');
    const isCounted = /^-?\d+(\.0+)?$/.test(stock);
    const isIn = !['0', 'no', 'outofstock'].includes(row.get('In stock?').toLowerCase());
    const weight =
      this.#weight &&
      Number(row.get(this.#weight.column) || parent.get(this.#weight.column)) * this.#weight.grams;
    const low = row.get('Low stock amount');
    return {
      sku: row.get('SKU'),
      ...(row.get('GTIN, UPC, EAN, or ISBN') ? { barcode: row.get('GTIN, UPC, EAN, or ISBN') } : {}),
      options: options.map((number) => row.get(`Attribute ${number} value(s)`) || 'Any'),
      unitPrice: price.micro,
      ...(compareAt.ok ? { compareAt: compareAt.micro } : {}),
      // Without dates the sale price is the price; a file with those columns says that no other sale is on.
      sale: dated?.sale ?? 'none',
      breaks: [],
      minimum: 1,
      multiple: 1,
      ...(isCounted ? { onHand: Math.trunc(Number(stock)) } : isIn ? { lowAt: UNCOUNTED } : { onHand: 0 }),
      ...(isCounted && /^\d+$/.test(low) ? { lowAt: Number(low) } : {}),
      backorder:
        (!isCounted && isIn) || ['1', 'notify', 'yes'].includes(row.get('Backorders allowed?').toLowerCase()),
      ...(weight ? { weight } : {}),
    };
  }

  #attributes(row: TableRow, options: readonly number[]): Attribute[] {
    const stated = this.#numbers
      .filter((number) => !options.includes(number))
      .flatMap((number) => {
        const label = row.get(`Attribute ${number} name`);
        const text = commaList(row.get(`Attribute ${number} value(s)`)).join(', ');
        return label === '' || text === '' ? [] : attributeOf(label, text);
      });
    const sizes = this.#sizes.flatMap(({ column, label, unit }) => {
      const text = row.get(column);
      return Number(text) > 0 ? attributeOf(label, `${text} ${unit}`) : [];
    });
    return [...stated, ...sizes];
  }
}

function optionName(number: number, rows: readonly TableRow[]): string {
  return (
    rows.map((row) => row.get(`Attribute ${number} name`)).find((name) => name !== '') ?? `Option ${number}`
  );
}

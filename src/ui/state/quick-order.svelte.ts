/** A parts list on its way into the cart: read, matched line by line, chosen where several parts are meant, added. */
import type { Candidate } from '#domain/cart/match-parts.ts';
import type { ColumnChoice, PartsTable, WantedPart } from '#domain/cart/parts-list.ts';
import type { Comparison } from '#domain/cart/stated-value.ts';
import { allowedQuantity } from '#domain/catalog/price-breaks.ts';
import { cart } from './cart.svelte.ts';

/** What the shop takes for a part number; nothing longer is one. */
const LONGEST_PART = 200;

export interface MatchedLine extends WantedPart {
  readonly candidates: readonly Candidate[];
  readonly chosen: Candidate | undefined;
  /** How the stated value stands to the part that is chosen, or alone in question; undefined where none is stated. */
  readonly compared: Comparison | undefined;
}

class QuickOrder {
  text = $state('');
  table = $state.raw<PartsTable | undefined>(undefined);
  columns = $state.raw<ColumnChoice>({ part: -1, quantity: -1, note: -1, value: -1 });
  lines = $state.raw<readonly MatchedLine[]>([]);
  isAsking = $state(false);
  isAdding = $state(false);
  said = $state('');
  #reading: Promise<void> | undefined;
  readonly ready = $derived(this.lines.filter((line) => line.chosen && line.n > 0));

  async open(file: File): Promise<void> {
    const [{ tooLarge }, { decodeList }] = await Promise.all([rules(), import('#browser/cart/list-file.ts')]);
    this.said = tooLarge(file.size) ?? '';
    if (!this.said) this.read(decodeList(new Uint8Array(await file.arrayBuffer())));
  }

  read(text: string): void {
    this.#reading = this.#read(text);
  }

  async #read(text: string): Promise<void> {
    this.text = text;
    this.lines = [];
    this.table = undefined;
    const { chooseColumns, readTable, tooLarge } = await rules();
    if (this.text !== text) return;
    this.said = tooLarge(text.length, text) ?? '';
    if (this.said) {
      this.text = '';
      return;
    }
    this.table = readTable(text);
    if (this.table) {
      this.columns = chooseColumns(this.table.header);
      await this.#recall(this.table);
    }
  }

  chooseColumn(which: keyof ColumnChoice, index: number): void {
    this.columns = { ...this.columns, [which]: index };
    this.lines = [];
    void this.#remember();
  }

  /** The columns chosen last time for a table with the same header. */
  async #recall({ header }: PartsTable): Promise<void> {
    const { recallColumns, database } = await memory();
    const columns = await recallColumns(database, header);
    if (columns && this.table?.header === header) this.columns = columns;
  }

  async #remember(): Promise<void> {
    const { table, columns } = this;
    if (!table) return;
    const { rememberColumns, database } = await memory();
    await rememberColumns(database, table.header, columns);
  }

  async match(): Promise<void> {
    const { compareWith, linesLeft, MOST_LINES, wantedOfLines, wantedOfTable } = await rules();
    await this.#reading;
    if (this.table && this.columns.part < 0) {
      this.said = 'Choose which column holds the part number.';
      return;
    }
    const wanted = this.table ? wantedOfTable(this.table, this.columns) : wantedOfLines(this.text);
    const left = this.table ? this.table.left : linesLeft(this.text);
    this.said = '';
    this.isAsking = true;
    const [{ matchParts }, { deviceDatabase }] = await Promise.all([
      import('#browser/cart/match-parts.ts'),
      import('#browser/database.ts'),
    ]);
    const matched = await matchParts(
      deviceDatabase(),
      wanted.map((line) => line.part.slice(0, LONGEST_PART)),
    );
    this.isAsking = false;
    if (!matched) {
      this.said = 'The shop does not answer. Your list stays here; try again when you are online.';
      return;
    }
    this.lines = wanted.map((line, i) => {
      const candidates = matched[i]?.candidates ?? [];
      const only = candidates.length === 1 ? candidates[0] : undefined;
      const compared = only && compareWith(only, line.value);
      return {
        ...line,
        candidates,
        compared,
        chosen: (compared?.is ?? 'same') === 'same' ? only : undefined,
      };
    });
    if (this.lines.length === 0) this.said = 'There is no part in this list.';
    else if (left > 0)
      this.said = `The first ${MOST_LINES} lines are here, ${left.toLocaleString('en-US')} more are left out. Add these, then paste the rest.`;
  }

  async choose(at: number, variant: number): Promise<void> {
    const { compareWith } = await rules();
    this.lines = this.lines.map((line) => {
      const chosen = line.candidates.find((one) => one.variant === variant);
      return line.at === at ? { ...line, chosen, compared: chosen && compareWith(chosen, line.value) } : line;
    });
  }

  /** Adds what is matched, once; what is not stays in the list. */
  async add(): Promise<void> {
    if (this.isAdding) return;
    this.isAdding = true;
    const left: MatchedLine[] = [];
    const { length } = this.lines;
    for (const line of this.lines) if (!(await addLine(line))) left.push(line);
    this.lines = left;
    this.isAdding = false;
    const count = length - left.length;
    this.said = `${count} ${count === 1 ? 'line is' : 'lines are'} in the cart${left.length > 0 ? `; ${left.length} stayed here` : ''}.`;
  }
}

/** One line into the cart, its note beside what the part's line says already. False where it cannot be. */
async function addLine({ chosen, n, note }: MatchedLine): Promise<boolean> {
  if (!chosen || n < 1) return false;
  const { measures: _, ...part } = chosen;
  const done = await cart.add(part, allowedQuantity(part, n));
  if (!done.ok) return false;
  const before = cart.lines.find((line) => line.variant === part.variant)?.note ?? '';
  if (note && !before.split('; ').includes(note))
    await cart.change({ do: 'note', variant: part.variant, text: before ? `${before}; ${note}` : note });
  return true;
}

/** How lists are read and compared: no part of the page's first view. */
async function rules() {
  const [lists, { compareStated }] = await Promise.all([
    import('#domain/cart/parts-list.ts'),
    import('#domain/cart/stated-value.ts'),
  ]);
  const compareWith = (part: Candidate, value: string): Comparison | undefined =>
    /[^\s–-]/.test(value) ? compareStated(value, part.measures) : undefined;
  return { ...lists, compareWith };
}

async function memory() {
  const [columns, { deviceDatabase }] = await Promise.all([
    import('#browser/cart/column-memory.ts'),
    import('#browser/database.ts'),
  ]);
  return { ...columns, database: deviceDatabase() };
}

export const quickOrder = new QuickOrder();

/** A parts list on its way into the cart: read, matched line by line, chosen where several parts are meant, added. */
import { differingValue, type Candidate } from '#domain/cart/match-parts.ts';
import {
  chooseColumns,
  readTable,
  wantedOfLines,
  wantedOfTable,
  type ColumnChoice,
  type PartsTable,
  type WantedPart,
} from '#domain/cart/parts-list.ts';
import { allowedQuantity } from '#domain/catalog/price-breaks.ts';
import { cart } from './cart.svelte.ts';

export interface MatchedLine extends WantedPart {
  readonly candidates: readonly Candidate[];
  readonly chosen: Candidate | undefined;
  /** The found part's own value where the list states another: then nothing is chosen for the shopper. */
  readonly differs: string | undefined;
}

class QuickOrder {
  text = $state('');
  table = $state.raw<PartsTable | undefined>(undefined);
  columns = $state.raw<ColumnChoice>({ part: -1, quantity: -1, note: -1, value: -1 });
  lines = $state.raw<readonly MatchedLine[]>([]);
  isAsking = $state(false);
  said = $state('');
  readonly ready = $derived(this.lines.filter((line) => line.chosen && line.n > 0));

  read(text: string): void {
    this.text = text;
    this.lines = [];
    this.table = readTable(text);
    if (this.table) {
      this.columns = chooseColumns(this.table.header);
      void this.#recall(this.table);
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
    const wanted = this.table ? wantedOfTable(this.table, this.columns) : wantedOfLines(this.text);
    this.said = '';
    this.isAsking = true;
    const [{ matchParts }, { deviceDatabase }] = await Promise.all([
      import('#browser/cart/match-parts.ts'),
      import('#browser/database.ts'),
    ]);
    const matched = await matchParts(
      deviceDatabase(),
      wanted.map((line) => line.part),
    );
    this.isAsking = false;
    if (!matched) {
      this.said = 'The shop does not answer. Your list stays here; try again when you are online.';
      return;
    }
    this.lines = wanted.map((line, i) => {
      const candidates = matched[i]?.candidates ?? [];
      const only = candidates.length === 1 ? candidates[0] : undefined;
      const differs = only && differingValue(line.value, only.measures);
      return { ...line, candidates, differs, chosen: differs === undefined ? only : undefined };
    });
    if (this.lines.length === 0) this.said = 'There is no part in this list.';
  }

  choose(at: number, variant: number): void {
    this.lines = this.lines.map((line) =>
      line.at === at ? { ...line, chosen: line.candidates.find((one) => one.variant === variant) } : line,
    );
  }

  /** Adds what is matched; what is not stays in the list. */
  async add(): Promise<void> {
    let count = 0;
    const left: MatchedLine[] = [];
    for (const line of this.lines) {
      if (!line.chosen || line.n < 1) {
        left.push(line);
        continue;
      }
      const { measures: _, ...part } = line.chosen;
      const done = await cart.add(part, allowedQuantity(part, line.n));
      if (!done.ok) {
        left.push(line);
        continue;
      }
      if (line.note) await cart.change({ do: 'note', variant: line.chosen.variant, text: line.note });
      count += 1;
    }
    this.lines = left;
    this.said = `${count} ${count === 1 ? 'line is' : 'lines are'} in the cart${left.length > 0 ? `; ${left.length} stayed here` : ''}.`;
  }
}

async function memory() {
  const [columns, { deviceDatabase }] = await Promise.all([
    import('#browser/cart/column-memory.ts'),
    import('#browser/database.ts'),
  ]);
  return { ...columns, database: deviceDatabase() };
}

export const quickOrder = new QuickOrder();

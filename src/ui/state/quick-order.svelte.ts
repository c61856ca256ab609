/** A parts list on its way into the cart: read, matched line by line, chosen where several parts are meant, added. */
import type { LineSnapshot } from '#domain/cart/line.ts';
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
  readonly candidates: readonly LineSnapshot[];
  readonly chosen: LineSnapshot | undefined;
}

const REMEMBERED = 'quick-order-columns';

class QuickOrder {
  text = $state('');
  table = $state.raw<PartsTable | undefined>(undefined);
  columns = $state.raw<ColumnChoice>({ part: -1, quantity: -1, note: -1 });
  lines = $state.raw<readonly MatchedLine[]>([]);
  isAsking = $state(false);
  said = $state('');
  readonly ready = $derived(this.lines.filter((line) => line.chosen && line.n > 0));

  read(text: string): void {
    this.text = text;
    this.lines = [];
    this.table = readTable(text);
    if (this.table) this.columns = remembered(this.table.header) ?? chooseColumns(this.table.header);
  }

  chooseColumn(which: keyof ColumnChoice, index: number): void {
    this.columns = { ...this.columns, [which]: index };
    this.lines = [];
    if (this.table)
      localStorage.setItem(REMEMBERED, JSON.stringify({ header: this.table.header, columns: this.columns }));
  }

  async match(): Promise<void> {
    const wanted = this.table ? wantedOfTable(this.table, this.columns) : wantedOfLines(this.text);
    this.said = '';
    this.isAsking = true;
    const { askForParts } = await import('#browser/cart/match-parts.ts');
    const matched = await askForParts(wanted.map((line) => line.part));
    this.isAsking = false;
    if (!matched) {
      this.said = 'The shop does not answer. Your list stays here; try again when you are online.';
      return;
    }
    this.lines = wanted.map((line, i) => {
      const candidates = matched[i]?.candidates ?? [];
      return { ...line, candidates, chosen: candidates.length === 1 ? candidates[0] : undefined };
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
      const done = await cart.add({ ...line.chosen }, allowedQuantity(line.chosen, line.n));
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

/** The columns chosen last time for a table with the same header. */
function remembered(header: readonly string[]): ColumnChoice | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null') as {
      header: string[];
      columns: ColumnChoice;
    } | null;
    return kept && kept.header.join('\n') === header.join('\n') ? kept.columns : undefined;
  } catch {
    return undefined;
  }
}

export const quickOrder = new QuickOrder();

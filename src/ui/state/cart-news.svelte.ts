/** What has just happened to the cart, in one sentence, with a way back where there is one. Announced politely. */
import type { LineDifference } from '#domain/cart/undo.ts';

/** One sentence, and what "Undo" would take back; nothing where there is no way back. */
export interface CartNewsItem {
  readonly text: string;
  readonly undoable: readonly LineDifference[];
}

/** So many changes can be taken back one after another. */
const MOST_KEPT = 20;

class CartNews {
  /** The latest last; below it only what can still be taken back. */
  kept = $state.raw<readonly CartNewsItem[]>([]);
  readonly text = $derived(this.kept.at(-1)?.text ?? '');
  readonly undoable = $derived(this.kept.at(-1)?.undoable ?? []);
  /** Counts the shopper's own presses that took a control away: the keyboard goes on at the news. */
  presses = $state(0);
  #isUsed = false;

  say(text: string): void {
    this.offerUndo(text, []);
  }

  offerUndo(text: string, undoable: readonly LineDifference[]): void {
    this.#isUsed = true;
    this.kept = [...this.kept.filter((one) => one.undoable.length > 0), { text, undoable }].slice(-MOST_KEPT);
  }

  /** A merge brought in what another device did. */
  offerMergeUndo(all: readonly LineDifference[]): void {
    const differences = all.filter((line) => line.before !== line.after);
    if (differences.length === 0) return;
    const came = differences.filter((line) => line.before === 0).length;
    const went = differences.filter((line) => line.after === 0).length;
    const other = differences.length - came - went;
    const parts = [
      came > 0 && `${lines(came)} came from your other device`,
      went > 0 && `${lines(went)} ${went === 1 ? 'was' : 'were'} removed elsewhere`,
      other > 0 && `${lines(other)} changed quantity elsewhere`,
    ].filter(Boolean);
    this.offerUndo(`${parts.join('; ')}.`, all);
  }

  /** The latest was taken back: the one before it is next. */
  drop(): void {
    this.kept = this.kept.slice(0, -1);
  }

  clear(): void {
    this.#isUsed = true;
    this.kept = [];
  }

  /** After a reload: what could be taken back before it, unless something was said since. */
  restore(kept: readonly CartNewsItem[]): void {
    if (!this.#isUsed) this.kept = kept;
  }
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

export const cartNews = new CartNews();

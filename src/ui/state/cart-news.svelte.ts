/** What has just happened to the cart, in one sentence, with a way back where there is one. Announced politely. */
import type { LineDifference } from '#domain/cart/undo.ts';

class CartNews {
  text = $state('');
  /** What "Undo" would bring back; empty when there is nothing to undo. */
  undoable = $state.raw<readonly LineDifference[]>([]);

  say(text: string): void {
    this.text = text;
    this.undoable = [];
  }

  offerUndo(text: string, differences: readonly LineDifference[]): void {
    this.text = text;
    this.undoable = differences;
  }

  /** A merge brought in what another device did. */
  offerMergeUndo(differences: readonly LineDifference[]): void {
    if (differences.length === 0) return;
    const came = differences.filter((line) => line.before === 0).length;
    const went = differences.filter((line) => line.after === 0).length;
    const other = differences.length - came - went;
    const parts = [
      came > 0 && `${lines(came)} came from your other device`,
      went > 0 && `${lines(went)} ${went === 1 ? 'was' : 'were'} removed elsewhere`,
      other > 0 && `${lines(other)} changed quantity elsewhere`,
    ].filter(Boolean);
    this.offerUndo(`${parts.join('; ')}.`, differences);
  }

  clear(): void {
    this.text = '';
    this.undoable = [];
  }
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

export const cartNews = new CartNews();

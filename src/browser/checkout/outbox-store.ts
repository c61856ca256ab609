/** The outbox at rest. Every promise of the treaty that must hold together is one call here, and one transaction. */
import type { WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import type { Stored } from '../database.ts';

export type Change = (intent: WaitingIntent) => WaitingIntent;

export interface Changed {
  readonly before: WaitingIntent;
  readonly after: WaitingIntent;
}

/** The text to send, or why there is none: `gone` means for good (key lost, box broken). */
export type Letter =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly isGone: boolean };

export interface OutboxStore {
  /** Commits intent and sealed text durably, before any network; false text or a full disk is a trouble. */
  add(intent: WaitingIntent, text: string): Promise<Stored<void>>;
  all(): Promise<Stored<readonly WaitingIntent[]>>;
  /**
   * Reads, steps and writes back in one transaction. At its end (not open any more) the sealed text is deleted in that
   * same transaction, and a placed order is noted among the orders seen. Undefined: no such intent.
   */
  change(checkoutId: string, change: Change): Promise<Stored<Changed | undefined>>;
  text(checkoutId: string): Promise<Letter>;
  /** Drops an intent that is at its end. */
  drop(checkoutId: string): Promise<Stored<void>>;
}

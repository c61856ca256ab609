/**
 * The outbox as pages use it: save, send, cancel, ask. Saving is done when the intent is on the disk; sending goes on
 * by itself (see keep-sending.ts) until the server has given its number or said what changed.
 */
import { ageOf, askWhetherStillWanted, confirmStillWanted, expire } from '#domain/checkout/age.ts';
import { wishCancel } from '#domain/checkout/transitions.ts';
import { queueIntent, type NewIntent, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import type { Stored } from '../database.ts';
import { sendDue, type SenderPorts } from './sender.ts';

export interface Outbox {
  /** Commits the intent and the exact text to send. On a trouble nothing was saved and nothing may be sent. */
  save(intent: NewIntent, text: string): Promise<Stored<WaitingIntent>>;
  list(): Promise<Stored<readonly WaitingIntent[]>>;
  /** Sends what is due; `isUrgent` skips the backoff. */
  send(isUrgent: boolean): Promise<void>;
  /** The intent after the wish: cancelled at once if never sent, else once the server has confirmed. */
  cancel(checkoutId: string): Promise<Stored<WaitingIntent | undefined>>;
  /** The shopper still wants an order that lay unsent for a week. */
  confirm(checkoutId: string): Promise<Stored<WaitingIntent | undefined>>;
  /** Forgets an intent that is at its end. */
  dismiss(checkoutId: string): Promise<void>;
  /** Ages, wipes and spends: what time and past outcomes ask for. Safe to repeat. */
  tend(): Promise<void>;
}

export interface OutboxPorts extends SenderPorts {
  /** Tombstones the dots of a placed order in this device's cart; true when that is on disk. May be repeated. */
  spend(dots: readonly string[]): Promise<boolean>;
}

export function openOutbox(ports: OutboxPorts): Outbox {
  const { store, clock } = ports;

  async function change(
    checkoutId: string,
    apply: (intent: WaitingIntent) => WaitingIntent,
  ): Promise<Stored<WaitingIntent | undefined>> {
    const changed = await store.change(checkoutId, apply);
    if (!changed.ok) return changed;
    if (changed.value && changed.value.after !== changed.value.before) ports.changed();
    return { ok: true, value: changed.value?.after };
  }

  async function tendOne(intent: WaitingIntent): Promise<void> {
    const { checkoutId } = intent;
    if (ageOf(intent, clock.now()) !== 'fresh')
      await change(checkoutId, (now) => expire(askWhetherStillWanted(now, clock.now()), clock.now()));
    if (intent.state === 'placed' && !intent.isSpent && (await ports.spend(intent.dots)))
      await change(checkoutId, (now) => (now.state === 'placed' ? { ...now, isSpent: true } : now));
  }

  async function tend(): Promise<void> {
    const all = await store.all();
    if (all.ok) for (const intent of all.value) await tendOne(intent);
  }

  return {
    async save(intent, text) {
      const queued = queueIntent(intent, clock.now());
      const saved = await store.add(queued, text);
      if (!saved.ok) return saved;
      ports.changed();
      return { ok: true, value: queued };
    },
    list: () => store.all(),
    async send(isUrgent) {
      await sendDue(ports, isUrgent);
      await tend();
    },
    cancel: (checkoutId) => change(checkoutId, (intent) => wishCancel(intent, clock.now())),
    confirm: (checkoutId) => change(checkoutId, (intent) => confirmStillWanted(intent, clock.now())),
    async dismiss(checkoutId) {
      await store.drop(checkoutId);
      ports.changed();
    },
    tend,
  };
}

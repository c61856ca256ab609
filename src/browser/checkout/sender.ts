/**
 * Sends what waits. For each due intent: see that the shop can be reached, take the lease (committed before a byte
 * leaves), ask, and write the outcome. Any number of senders may run, die or be doubled; the lock only saves work.
 */
import { ageOf } from '#domain/checkout/age.ts';
import * as step from '#domain/checkout/transitions.ts';
import type { AttentionReason, WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import type { Change, OutboxStore } from './outbox-store.ts';
import type { Reply } from './reply.ts';
import type { Transport } from './transport.ts';

export interface SenderPorts {
  readonly store: OutboxStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the shop itself answers now; what the system says of the network is no answer. */
  isReachable(): Promise<boolean>;
  /** What the system says: spaces the retries, decides nothing. */
  hintsOnline(): boolean;
  /** Runs `task` as the only sender of this device, or, without locks, as one that cannot be sure; undefined when another is at it. */
  alone<T>(task: (isSure: boolean) => Promise<T>): Promise<T | undefined>;
  /** Told after every change, for pages to draw. */
  changed(): void;
  /** The server's number is on disk: told once, by the sender that got it; the next order waits for it. */
  placed(intent: WaitingIntent): Promise<void>;
}

/** Sends every due intent, oldest first. `isUrgent`: a page opened, the network came back, the shopper asked. */
export async function sendDue(ports: SenderPorts, isUrgent: boolean): Promise<void> {
  await ports.alone(async (isAlone) => {
    const all = await ports.store.all();
    if (!all.ok) return;
    const due = all.value
      .filter((intent) => mayGo(intent, ports.clock.now(), isUrgent, isAlone))
      .sort((a, b) => a.createdAt - b.createdAt);
    if (due.length === 0) return;
    if (!(await ports.isReachable())) {
      for (const { checkoutId } of due)
        await change(ports, checkoutId, (intent) =>
          step.postpone(intent, ports.hintsOnline(), ports.clock.now(), ports.random),
        );
      return;
    }
    for (const { checkoutId } of due) await sendOne(ports, checkoutId, isUrgent, isAlone);
  });
}

async function sendOne(
  ports: SenderPorts,
  checkoutId: string,
  isUrgent: boolean,
  isAlone: boolean,
): Promise<void> {
  // Judged again inside the transaction: another tab may have taken, cancelled or finished it meanwhile.
  const taken = await change(ports, checkoutId, (intent) =>
    mayGo(intent, ports.clock.now(), isUrgent, isAlone) ? step.takeLease(intent, ports.clock.now()) : intent,
  );
  if (!taken || taken.after === taken.before) return;
  const outcome = await converse(ports, taken.after);
  const done = await change(ports, checkoutId, outcome);
  if (done?.after.state === 'placed' && done.before.state !== 'placed') await ports.placed(done.after);
}

function mayGo(intent: WaitingIntent, now: number, isUrgent: boolean, isAlone: boolean): boolean {
  return step.isDue(intent, now, isUrgent, isAlone) && ageOf(intent, now) === 'fresh';
}

async function converse(ports: SenderPorts, intent: WaitingIntent): Promise<Change> {
  const { store, transport } = ports;
  const { checkoutId } = intent;
  if (intent.wish === 'cancel') return concluded(ports, await transport.cancel(checkoutId));
  const letter = await store.text(checkoutId);
  if (!letter.ok) {
    return letter.isGone
      ? giveUp(ports, checkoutId, 'contact')
      : concluded(ports, { kind: 'silence', isRefusal: true });
  }
  const reply = await transport.place(checkoutId, letter.text);
  if (reply.kind === 'refused') return giveUp(ports, checkoutId, reply.why, reply.problem);
  return concluded(ports, reply);
}

/**
 * These bytes will not do. Before the shopper hears of it the server is asked whether an earlier copy became an order,
 * and an id it has never seen is cancelled there, so that no late copy can.
 */
async function giveUp(
  ports: SenderPorts,
  checkoutId: string,
  reason: AttentionReason,
  problem?: unknown,
): Promise<Change> {
  const asked = await ports.transport.ask(checkoutId);
  const last = asked.kind === 'none' ? await ports.transport.cancel(checkoutId) : asked;
  if (last.kind !== 'cancelled') return concluded(ports, last);
  const attention = problem === undefined ? { reason } : { reason, problem };
  return (intent) => step.needAttention(intent, attention);
}

function concluded(ports: SenderPorts, reply: Reply): Change {
  switch (reply.kind) {
    case 'placed':
      return (intent) => step.place(intent, reply.placement);
    case 'changed':
      return (intent) => step.needAttention(intent, { reason: 'changed', problem: reply.problem });
    case 'cancelled':
      return (intent) => step.confirmCancel(intent);
    case 'none':
    case 'refused':
      return silent(ports, { isRefusal: true });
    case 'silence':
      return silent(ports, reply);
  }
}

function silent(ports: SenderPorts, reply: { isRefusal: boolean; retryAfter?: number }): Change {
  return (intent) =>
    step.keepWaiting(intent, { ...reply, isOnline: ports.hintsOnline() }, ports.clock.now(), ports.random);
}

async function change(ports: SenderPorts, checkoutId: string, apply: Change) {
  const changed = await ports.store.change(checkoutId, apply);
  if (!changed.ok || !changed.value) return undefined;
  if (changed.value.after !== changed.value.before) ports.changed();
  return changed.value;
}

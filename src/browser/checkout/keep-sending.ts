/**
 * What makes a page send: its opening, the network coming back, the page being looked at, and a timer for the next
 * retry. Background Sync in the worker only adds to it; nothing depends on that.
 */
import { isOpen, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import type { Outbox } from './outbox.ts';

const SOONEST = 300;
const LATEST = 60_000;

/** Starts the triggers; gives the way to stop them. */
export function keepSending(outbox: Outbox & { watch(listener: () => void): () => void }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let isSending = false;

  async function send(isUrgent: boolean): Promise<void> {
    if (isStopped || isSending) return;
    isSending = true;
    try {
      await outbox.send(isUrgent);
    } finally {
      isSending = false;
      await plan();
    }
  }

  async function plan(): Promise<void> {
    const all = await outbox.list();
    clearTimeout(timer);
    if (isStopped || !all.ok || !all.value.some(isOpen)) return;
    timer = setTimeout(() => void send(false), nextWait(all.value, Date.now()));
  }

  const urgent = () => void send(true);
  const looked = () => {
    if (document.visibilityState === 'visible') urgent();
  };
  addEventListener('online', urgent);
  addEventListener('pageshow', urgent);
  document.addEventListener('visibilitychange', looked);
  // Another tab saved or changed something: this one may have to see to it when that tab is closed.
  const unwatch = outbox.watch(() => {
    if (!isSending) void plan();
  });
  urgent();

  return () => {
    isStopped = true;
    clearTimeout(timer);
    removeEventListener('online', urgent);
    removeEventListener('pageshow', urgent);
    document.removeEventListener('visibilitychange', looked);
    unwatch();
  };
}

/** Milliseconds until something is due, between 0.3 s and 60 s. */
export function nextWait(intents: readonly WaitingIntent[], now: number): number {
  const times = intents
    .filter(isOpen)
    .map((intent) =>
      intent.state === 'sending' ? intent.leaseUntil : Math.max(intent.nextAt, intent.notBefore),
    );
  return Math.min(LATEST, Math.max(SOONEST, Math.min(...times) - now));
}

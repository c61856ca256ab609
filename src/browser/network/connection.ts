/**
 * What this page believes of its network, from what really answered: requests report in, and while the last word was
 * silence a probe asks again, soon at first and then less often. Nothing waits for it; it only words the quiet line.
 */
import { reachShop } from './reach.ts';

export type Reachability = 'unknown' | 'reached' | 'silent';

export interface Connection {
  state(): Reachability;
  /** A request of ours was answered by the shop, or by nobody. */
  report(wasAnswered: boolean): void;
  /** Asks now; several callers share one question. */
  check(): Promise<boolean>;
  watch(listener: (state: Reachability) => void): () => void;
}

export interface ConnectionPorts {
  readonly reach?: () => Promise<boolean>;
  readonly later?: (task: () => void, wait: number) => void;
}

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

export function openConnection(ports: ConnectionPorts = {}): Connection {
  const reach = ports.reach ?? (() => reachShop());
  const later = ports.later ?? ((task, wait) => void setTimeout(task, wait));
  const listeners = new Set<(state: Reachability) => void>();
  let state: Reachability = 'unknown';
  let asking: Promise<boolean> | undefined;
  let wait = FIRST_WAIT;
  let isPlanned = false;

  function settle(next: Reachability): void {
    if (next === 'reached') wait = FIRST_WAIT;
    else plan();
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(state);
  }

  function plan(): void {
    if (isPlanned) return;
    isPlanned = true;
    later(() => {
      isPlanned = false;
      if (state === 'silent') void check();
    }, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function check(): Promise<boolean> {
    asking ??= reach().then((isReached) => {
      asking = undefined;
      settle(isReached ? 'reached' : 'silent');
      return isReached;
    });
    return asking;
  }

  return {
    state: () => state,
    report: (wasAnswered) => {
      if (wasAnswered) settle('reached');
      // One silent request may be its own fault: ask before saying that the network is gone.
      else if (state !== 'silent') void check();
    },
    check,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

let shared: Connection | undefined;

/** The one opinion of this page. */
export function deviceConnection(): Connection {
  return (shared ??= openConnection());
}

/** Requests allowed per address and minute: one counter for checkout, one for every other change. */
import { isIPv6 } from 'node:net';
import type { Settings } from '../settings/settings.ts';
import { plainPath } from './plain-path.ts';

const MINUTE = 60_000;
/** Beyond this many addresses in a minute the oldest are forgotten: memory is bounded, whoever floods. */
const MOST_ADDRESSES = 100_000;

export interface Rates {
  /** Seconds to wait, or 0 when the request may pass. Reading is never limited. */
  wait(method: string, path: string, address: string): number;
}

export function openRates(settings: Pick<Settings, 'RATE_ORDERS' | 'RATE_WRITES'>, now: () => number): Rates {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    wait(method, path, address) {
      if (isReading(method)) return 0;
      const time = now();
      const current = Math.floor(time / MINUTE);
      if (current !== minute) {
        minute = current;
        counts = new Map();
      }
      const isOrder = /^\/(api\/)?checkout(\/|$)/.test(plainPath(path));
      const key = `${isOrder ? 'o' : 'w'} ${network(address)}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (counts.size > MOST_ADDRESSES) counts.delete(counts.keys().next().value!);
      const most = isOrder ? settings.RATE_ORDERS : settings.RATE_WRITES;
      return count > most ? Math.ceil(((current + 1) * MINUTE - time) / 1000) : 0;
    },
  };
}

export function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** One household has many IPv6 addresses: its /64 counts as one. */
function network(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const missing = Math.max(0, 8 - groups.length - rest.length);
  return [...groups, ...Array<string>(missing).fill('0'), ...rest].slice(0, 4).join(':');
}

/**
 * 20,000 histories of the cart through the real modules, with stores in memory. HISTORIES=1000000 runs the long mode;
 * SEED=n plays one history again.
 */
import { expect, it } from 'vitest';
import { runHistory } from './cart-history.ts';
import { FAULTS, type Fault } from './cart-world.ts';
import { memoryBacking, memoryServer } from './cart-memory.ts';

const histories = Number(process.env['HISTORIES'] ?? 20_000);
const only = process.env['SEED'];

it(
  'nothing is lost and nothing comes back in any history',
  async () => {
    const fired = new Map<Fault, number>(FAULTS.map((fault) => [fault, 0]));
    const wrong: string[] = [];
    const [first, last] = only === undefined ? [1, histories] : [Number(only), Number(only)];
    for (let seed = first; seed <= last && wrong.length < 5; seed += 1) {
      const said = await runHistory({
        seed,
        backing: memoryBacking,
        server: memoryServer,
        fired: (fault) => fired.set(fault, fired.get(fault)! + 1),
      });
      if (said) wrong.push(`SEED=${seed}: ${said}`);
    }
    expect(wrong).toEqual([]);
    if (only === undefined)
      for (const [fault, count] of fired) expect(count, fault).toBeGreaterThanOrEqual(1_000);
  },
  60 * 60_000,
);

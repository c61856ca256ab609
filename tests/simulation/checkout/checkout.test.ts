/** 20,000 random histories of a device that orders, over the real outbox modules; every fault fires often, every mutant is caught. */
import { describe, expect, it } from 'vitest';
import { History } from './history.ts';
import { mutants } from './mutants.ts';

const HISTORIES = 20_000;

describe('ordering through the outbox', () => {
  it(`breaks no promise in ${HISTORIES} histories, and every fault kind fired 1,000 times`, async () => {
    const fired = new Map<string, number>();
    const broken: string[] = [];
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const violations = await new History(seed, fired).run();
      if (violations.size > 0) broken.push(`seed ${seed}: ${[...violations].join('; ')}`);
    }
    expect(broken.slice(0, 5)).toEqual([]);
    expect([...fired].filter(([, times]) => times < 1_000)).toEqual([]);
    expect(fired.size).toBeGreaterThanOrEqual(24);
  }, 180_000);

  it.each(Object.entries(mutants))('catches the mutant "%s"', async (_name, mutation) => {
    let caught = 0;
    for (let seed = 1; seed <= 300; seed += 1)
      if ((await new History(seed, new Map(), mutation).run()).size > 0) caught += 1;
    expect(caught).toBeGreaterThan(10);
  });
});

/** Seeded chance and a count of every fault that really fired. Equal seeds give equal histories. */
import type { Random } from '#domain/time/clock.ts';

export class Chance implements Random {
  #state: number;
  readonly fired: Map<string, number>;

  constructor(seed: number, fired: Map<string, number> = new Map()) {
    this.#state = (seed * 2_654_435_761 + 1) >>> 0;
    this.fired = fired;
  }

  /** Uniform in [0, 1): mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** True with this chance, and counted under the fault's name. */
  strikes(fault: string, chance: number): boolean {
    if (this.next() >= chance) return false;
    this.count(fault);
    return true;
  }

  count(fault: string): void {
    this.fired.set(fault, (this.fired.get(fault) ?? 0) + 1);
  }
}

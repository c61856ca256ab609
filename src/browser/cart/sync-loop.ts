/**
 * When to talk: soon after a change, again while there is more to tell, later and later while nobody answers,
 * and at once when the network comes back or the page is looked at again.
 */
import type { SyncOutcome } from './keeper.ts';

export interface SyncLoopPorts {
  /** One round; undefined when there is nothing to talk about. */
  round(): Promise<SyncOutcome | undefined>;
  /** Runs a task while no other tab runs its own. */
  alone(task: () => Promise<void>): Promise<void>;
  /** 0 to 1, for jitter. */
  chance(): number;
}

const SOON = 150;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** A server that keeps saying there is more cannot keep the page busy for ever. */
const MOST_ROUNDS = 20;

export class SyncLoop {
  readonly #ports: SyncLoopPorts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isRunning = false;
  #isWantedAgain = false;

  constructor(ports: SyncLoopPorts) {
    this.#ports = ports;
  }

  /** Something changed: talk shortly. */
  soon(): void {
    this.#wait(SOON);
  }

  /** The network or the shopper came back: forget the backoff. */
  now(): void {
    this.#failures = 0;
    this.#wait(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), milliseconds);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) {
      this.#isWantedAgain = true;
      return;
    }
    this.#isRunning = true;
    this.#isWantedAgain = false;
    try {
      await this.#ports.alone(() => this.#rounds());
    } finally {
      this.#isRunning = false;
    }
    if (this.#failures > 0) this.#wait(this.#backoff());
    else if (this.#isWantedAgain) this.soon();
  }

  async #rounds(): Promise<void> {
    for (let i = 0; i < MOST_ROUNDS; i += 1) {
      const outcome = await this.#ports.round();
      if (outcome && !outcome.ok) {
        // A refusal stands until something changes here; silence is asked again.
        this.#failures = outcome.reason === 'unheard' ? this.#failures + 1 : 0;
        return;
      }
      this.#failures = 0;
      if (!outcome?.isMoreToTell) return;
    }
  }

  /** Doubles from a second to a minute, full jitter. */
  #backoff(): number {
    const ceiling = Math.min(FIRST_WAIT * 2 ** (this.#failures - 1), LONGEST_WAIT);
    return 200 + this.#ports.chance() * ceiling;
  }
}

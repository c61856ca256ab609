/** The network between them: it loses, repeats, delays, and lets portals and proxies answer in the shop's place. */
import { judge, SILENCE, type Heard, type Reply } from '#browser/checkout/reply.ts';
import type { Transport } from '#browser/checkout/transport.ts';
import type { Chance } from './chance.ts';
import { refusal } from './server-model.ts';

/** The server's three answers: the model's, or the shop's own verbs. */
export interface Counter {
  place(checkoutId: string, text: string): Heard | Promise<Heard>;
  ask(checkoutId: string): Heard | Promise<Heard>;
  cancel(checkoutId: string): Heard | Promise<Heard>;
}

type Copy = () => Heard | Promise<Heard>;

export class NetworkModel {
  isDown = false;
  isCalm = false;
  readonly #late: Copy[] = [];
  readonly #chance: Chance;
  readonly #server: Counter;

  constructor(chance: Chance, server: Counter) {
    this.#chance = chance;
    this.#server = server;
  }

  /** Delivers one request that lay somewhere on the way, if there is one. */
  async deliverLate(): Promise<void> {
    const [copy] = this.#late.splice(this.#chance.below(Math.max(1, this.#late.length)), 1);
    if (copy) {
      await copy();
      this.#chance.count('delivered late');
    }
  }

  async deliverAllLate(): Promise<void> {
    while (this.#late.length > 0) await this.#late.shift()!();
  }

  reaches(): boolean {
    return this.isCalm || !this.isDown;
  }

  transport(): Transport {
    return {
      place: (id, text) => this.#carry(id, () => this.#server.place(id, text)),
      ask: (id) => this.#carry(id, () => this.#server.ask(id)),
      cancel: (id) => this.#carry(id, () => this.#server.cancel(id)),
    };
  }

  async #carry(id: string, act: Copy): Promise<Reply> {
    if (this.isCalm) return judge(id, await act(), 0);
    const chance = this.#chance;
    if (this.isDown) return SILENCE;
    if (chance.strikes('request lost', 0.08)) return SILENCE;
    if (chance.strikes('captive portal', 0.06))
      return judge(id, { status: 200, type: 'text/html', retryAfter: null, body: '<h1>Log in</h1>' }, 0);
    if (chance.strikes('portal with JSON', 0.05))
      return judge(
        id,
        { status: 200, type: 'application/json', retryAfter: null, body: '{"state":"placed"}' },
        0,
      );
    if (chance.strikes('firewall 403', 0.05))
      return judge(id, { status: 403, type: 'text/html', retryAfter: null, body: 'no' }, 0);
    if (chance.strikes('too many', 0.05)) return judge(id, refusal('too-many', '3'), 0);
    if (chance.strikes('busy', 0.05)) return judge(id, refusal('busy', '1'), 0);
    if (chance.strikes('in flight', 0.05)) return judge(id, refusal('in-flight', '1'), 0);
    if (chance.strikes('delayed', 0.08)) {
      this.#late.push(act);
      return SILENCE;
    }
    if (chance.strikes('duplicated', 0.1)) this.#late.push(act);
    const heard = await act();
    if (chance.strikes('answer lost', 0.12)) return SILENCE;
    if (chance.strikes('answer cut', 0.05)) return judge(id, { ...heard, body: heard.body.slice(0, -9) }, 0);
    return judge(id, heard, 0);
  }
}

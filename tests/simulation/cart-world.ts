/** The world of a cart history: two browsers, one server, one clock, the truth beside them. Everything random comes from one seed. */
import { EMPTY_CART, type CartState } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import type { Folds } from '#domain/cart/fold.ts';
import { Browser, stateOfCookie, type Backing, type ServerBacking } from './cart-devices.ts';
import { CartTruth, unionOf, type Known } from './cart-truth.ts';
import { Dice } from './dice.ts';

export const FAULTS = [
  'request-lost',
  'answer-lost',
  'repeated',
  'delayed',
  'database-wiped',
  'cookies-wiped',
  'server-wiped',
  'storage-failing',
  'cookies-refused',
  'cookie-damaged',
  'cookie-truncated',
  'clock-wrong',
  'tab-closed',
  'cart-taken-over',
  'first-contact-twice',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface HistoryPorts {
  readonly seed: number;
  backing(): Backing;
  server(clock: { now(): number }, dice: Dice): ServerBacking;
  fired(fault: Fault): void;
  /** Lets what can go on without the network go on; longer where storage is real. */
  settle?(): Promise<void>;
}

const START = Date.UTC(2026, 2, 2);
export const DAY = 86_400_000;

export class World {
  readonly ports: HistoryPorts;
  readonly dice: Dice;
  readonly truth = new CartTruth();
  readonly server: ServerBacking;
  readonly browsers: Browser[];
  now = START;

  constructor(ports: HistoryPorts) {
    this.ports = ports;
    const dice = (this.dice = new Dice(ports.seed));
    const clock = { now: () => this.now };
    this.server = ports.server(clock, dice);
    this.browsers = [0, 1].map(() => {
      const isWrong = dice.chance(0.3);
      if (isWrong) ports.fired('clock-wrong');
      const offset = isWrong ? dice.below(8 * 365) * DAY - 4 * 365 * DAY : 0;
      const isNarrow = dice.chance(0.15);
      if (isNarrow) ports.fired('cookie-truncated');
      return new Browser({
        backing: ports.backing(),
        server: this.server,
        clock: { now: () => this.now + offset },
        random: dice,
        cookieBytes: isNarrow ? 110 : 3_900,
        heardOf: async (cid) => {
          const record = await this.server.peek(cid);
          if (record) this.truth.observeServer(record);
        },
        switching: async (act) => {
          const before = await this.known();
          act();
          this.truth.observeLoss(before, await this.known(), () => true);
        },
      });
    });
  }

  /** Both devices carry one cart: one takes over the other's by a code. */
  async link(): Promise<undefined> {
    const [one, other] = this.browsers as [Browser, Browser];
    const [taker, giver] = other.cid ? [one, other] : [other, one];
    if (!giver.cid || taker.isCookieRefused) return;
    if (taker.cid && (await this.server.isOne(taker.cid, giver.cid))) return;
    this.ports.fired('cart-taken-over');
    await taker.join(giver.cid);
  }

  async storedState(browser: Browser): Promise<CartState> {
    return (await browser.backing.peek())?.state ?? EMPTY_CART;
  }

  /** Everything that is known anywhere that is still read: stores, cookies, tabs, the server. */
  async known(except?: Browser): Promise<Known> {
    const states: CartState[] = [];
    const folds = new Map<Dot, number>();
    const learnFolds = (known: Folds): void => {
      for (const [fold, parts] of known) folds.set(fold, parts[0]![1].variant);
    };
    const learn = async (cid: string | undefined): Promise<void> => {
      const record = cid === undefined ? undefined : await this.server.peek(cid);
      if (!record) return;
      states.push(record.state);
      learnFolds(record.folds);
    };
    for (const browser of this.browsers) {
      await learn(browser.cid);
      for (const letter of browser.letters) {
        states.push(letter.state);
        await learn(letter.cid);
      }
      if (browser === except) continue;
      const copies = [await browser.backing.peek(), ...browser.tabs.map((tab) => tab.copy)];
      states.push(cookieState(browser));
      for (const copy of copies) {
        if (!copy) continue;
        states.push(copy.state);
        learnFolds(copy.folds);
      }
    }
    return { ...unionOf(states.map((state) => this.truth.withoutMoves(state))), folds };
  }
}

export function cookieState(browser: Browser): CartState {
  return stateOfCookie(browser.cookie);
}

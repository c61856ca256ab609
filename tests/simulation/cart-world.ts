/** The world of a cart history: two browsers, one server, one clock, the truth beside them. Everything random comes from one seed. */
import { EMPTY_CART, type CartState } from '#domain/cart/cart.ts';
import { decodeCart } from '#domain/cart/cookie-codec.ts';
import { Browser, type Backing, type ServerBacking } from './cart-devices.ts';
import { CartTruth, unionOf } from './cart-truth.ts';
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

  /** Both devices carry one cart, as a code does it; a device that lost its id takes the other's. */
  async link(): Promise<undefined> {
    const cid = this.browsers.find((browser) => browser.cid)?.cid;
    if (!cid || this.browsers.every((browser) => browser.cid === cid)) return;
    const before = await this.known();
    for (const browser of this.browsers) browser.cid = cid;
    this.truth.observeLoss(before, await this.known(), () => true);
  }

  async storedState(browser: Browser): Promise<CartState> {
    return (await browser.backing.peek())?.state ?? EMPTY_CART;
  }

  /** Everything that is known anywhere that is still read: stores, cookies, tabs, the server. */
  async known(except?: Browser): Promise<CartState> {
    const states: CartState[] = [];
    for (const browser of this.browsers) {
      const record = browser.cid ? await this.server.peek(browser.cid) : undefined;
      if (record) states.push(record.state);
      for (const letter of browser.letters) {
        const answering = letter.cid ? await this.server.peek(letter.cid) : undefined;
        states.push(letter.state, answering?.state ?? EMPTY_CART);
      }
      if (browser === except) continue;
      states.push(
        await this.storedState(browser),
        cookieState(browser),
        ...browser.tabs.map((tab) => tab.copy.state),
      );
    }
    return unionOf(states);
  }
}

export function cookieState(browser: Browser): CartState {
  const decoded = browser.cookie === undefined ? undefined : decodeCart(browser.cookie);
  if (!decoded?.ok) return EMPTY_CART;
  return { ...EMPTY_CART, added: new Map(decoded.cart.added), removed: new Set(decoded.cart.removed) };
}

/**
 * One random history of a cart, replayable from its seed: two devices with one or two tabs each, one server cart, and
 * every fault of the treaty. At its end everything heals, all talk, and the truth is compared (C1 to C5, C7).
 */
import { EMPTY_CART, type CartState } from '#domain/cart/cart.ts';
import type { CartChange } from '#domain/cart/change-cart.ts';
import { decodeCart } from '#domain/cart/cookie-codec.ts';
import type { Dot } from '#domain/cart/dot.ts';
import { hasUntold } from '#domain/cart/sync.ts';
import { viewCart, type CartLine } from '#domain/cart/view-cart.ts';
import type { CartKeeper } from '#browser/cart/keeper.ts';
import { Browser, type Backing, type Line, type ServerBacking } from './cart-devices.ts';
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
}

const START = Date.UTC(2026, 2, 2);
const DAY = 86_400_000;
const LINES: readonly Line[] = ['request-lost', 'answer-lost', 'repeated', 'delayed'];
const TROUBLES = ['absent', 'slow', 'blocked', 'full', 'corrupt', 'lost'] as const;

/** Runs the history; gives what went wrong, or undefined. */
export async function runHistory(ports: HistoryPorts): Promise<string | undefined> {
  return new History(ports).run();
}

class History {
  readonly #ports: HistoryPorts;
  readonly #dice: Dice;
  readonly #truth = new CartTruth();
  readonly #server: ServerBacking;
  readonly #browsers: Browser[];
  #now = START;

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    const dice = (this.#dice = new Dice(ports.seed));
    const clock = { now: () => this.#now };
    this.#server = ports.server(clock, dice);
    this.#browsers = [0, 1].map(() => {
      const isWrong = dice.chance(0.3);
      if (isWrong) ports.fired('clock-wrong');
      const offset = isWrong ? dice.below(8 * 365) * DAY - 4 * 365 * DAY : 0;
      const isNarrow = dice.chance(0.15);
      if (isNarrow) ports.fired('cookie-truncated');
      return new Browser({
        backing: ports.backing(),
        server: this.#server,
        clock: { now: () => this.#now + offset },
        random: dice,
        cookieBytes: isNarrow ? 110 : 3_900,
        heardOf: async (cid) => {
          const record = await this.#server.peek(cid);
          if (record) this.#truth.observeServer(record);
        },
        switching: async (act) => {
          const before = await this.#known();
          act();
          this.#truth.observeLoss(before, await this.#known(), () => true);
        },
      });
    });
  }

  async run(): Promise<string | undefined> {
    for (const browser of this.#browsers) await browser.openTab();
    await this.#link();
    const steps = 12 + this.#dice.below(16);
    for (let i = 0; i < steps; i += 1) {
      const wrong = await this.#step();
      if (wrong) return `step ${i}: ${wrong}`;
      this.#now += this.#dice.below(2 * DAY);
    }
    return this.#heal();
  }

  async #step(): Promise<string | undefined> {
    const dice = this.#dice;
    const browser = dice.pick(this.#browsers);
    const tab = dice.pick(browser.tabs);
    const kind = dice.below(100);
    if (kind < 45) return this.#change(browser, tab);
    if (kind < 60) return this.#talk(browser, tab, 'fine');
    if (kind < 75) return this.#talk(browser, tab, dice.pick(LINES));
    if (kind < 78) return this.#deliver(browser);
    if (kind < 83) return this.#wipeDatabase(browser);
    if (kind < 87) return this.#wipeCookies(browser);
    if (kind < 89) return this.#wipeServer(browser);
    if (kind < 92) return this.#toggleStorage(browser);
    if (kind < 95) return this.#toggleCookies(browser);
    if (kind < 97) return this.#damageCookie(browser);
    return this.#turnTabs(browser);
  }

  async #change(browser: Browser, tab: CartKeeper): Promise<string | undefined> {
    const dice = this.#dice;
    const variant = 1 + dice.below(3);
    const n = 1 + dice.below(9);
    const change: CartChange = dice.pick([
      { do: 'add', variant, n },
      { do: 'add', variant, n },
      { do: 'set', variant, n },
      { do: 'remove', variant },
    ] as const);
    const before = unionOf([tab.copy.state, await this.#storedState(browser), cookieState(browser)]);
    const done = await tab.change(change);
    if (!done.ok) return `refused: ${done.reason}`;
    this.#truth.observeChange(before, tab.copy.state);
    const others = done.differences.filter((line) => line.variant !== variant);
    if (others.length > 0) return `${change.do} of ${variant} changed ${others[0]!.variant}`;
    const now = tab.lines.find((line) => line.variant === variant)?.n ?? 0;
    const was = done.differences[0]?.before ?? now;
    const wanted = change.do === 'add' ? was + n : change.do === 'set' ? n : 0;
    return now === wanted ? undefined : `${change.do} of ${variant} gave ${now}, not ${wanted}`;
  }

  async #talk(browser: Browser, tab: CartKeeper, line: Line): Promise<undefined> {
    // A device that took over a cart by a code has an id and nothing else yet.
    if (!tab.isBegun && !browser.cid) return;
    // The first contact is one at a time: the lock sees to that.
    if (!browser.cid && browser.letters.size > 0) return;
    if (line !== 'fine') this.#ports.fired(line as Fault);
    browser.line = line;
    const talking = tab.sync([]);
    if (line === 'delayed') await settle();
    else await talking;
    browser.line = 'fine';
  }

  async #deliver(browser: Browser): Promise<undefined> {
    while (browser.underway.length > 0) {
      browser.underway.shift()?.();
      await settle();
    }
  }

  async #wipeDatabase(browser: Browser): Promise<string | undefined> {
    const stored = await browser.backing.peek();
    if (!stored || browser.trouble) return;
    this.#ports.fired('database-wiped');
    const isCovered = browser.isCookieWhole;
    const before = await this.#known();
    if (this.#dice.chance(0.7)) while (browser.tabs.length > 0) browser.closeTab();
    await browser.backing.wipe();
    const after = await this.#known();
    const elsewhere = await this.#known(browser);
    if (isCovered)
      for (const line of viewCart(stored.state))
        if (viewCart(after).every(({ variant }) => variant !== line.variant) && !isDead(before, line))
          return `C7: wiping IndexedDB lost variant ${line.variant}`;
    const mayForget = (dot: Dot): boolean =>
      !isCovered || !stored.unacknowledged.has(dot) || !elsewhere.added.has(dot);
    this.#truth.observeLoss(before, after, mayForget);
    if (browser.tabs.length === 0) await browser.openTab();
    return undefined;
  }

  async #wipeCookies(browser: Browser): Promise<undefined> {
    if (browser.cookie === undefined && browser.cid === undefined) return;
    this.#ports.fired('cookies-wiped');
    const before = await this.#known();
    browser.cookie = undefined;
    browser.cid = undefined;
    this.#truth.observeLoss(before, await this.#known(), () => true);
  }

  async #wipeServer(browser: Browser): Promise<undefined> {
    if (!browser.cid) return;
    this.#ports.fired('server-wiped');
    const before = await this.#known();
    await this.#server.wipe(browser.cid);
    this.#truth.observeLoss(before, await this.#known(), () => true);
  }

  async #toggleStorage(browser: Browser): Promise<undefined> {
    if (!browser.trouble) this.#ports.fired('storage-failing');
    browser.trouble = browser.trouble ? undefined : this.#dice.pick(TROUBLES);
  }

  async #toggleCookies(browser: Browser): Promise<undefined> {
    if (!browser.isCookieRefused) this.#ports.fired('cookies-refused');
    browser.isCookieRefused = !browser.isCookieRefused;
  }

  async #damageCookie(browser: Browser): Promise<undefined> {
    if (!browser.cookie) return;
    this.#ports.fired('cookie-damaged');
    const before = await this.#known();
    const at = this.#dice.below(browser.cookie.length);
    browser.cookie = this.#dice.chance(0.5)
      ? browser.cookie.slice(0, at)
      : `${browser.cookie.slice(0, at)}~${browser.cookie.slice(at + 1)}`;
    this.#truth.observeLoss(before, await this.#known(), () => true);
  }

  /** Opens a second tab, or closes one; the last is closed and opened anew. */
  async #turnTabs(browser: Browser): Promise<undefined> {
    if (browser.tabs.length === 1 && this.#dice.chance(0.5)) {
      await browser.openTab();
      return;
    }
    this.#ports.fired('tab-closed');
    const before = await this.#known();
    browser.closeTab();
    this.#truth.observeLoss(before, await this.#known(), () => true);
    if (browser.tabs.length === 0) await browser.openTab();
  }

  /** All faults end, every tab looks, all devices talk until there is nothing more to say. */
  async #heal(): Promise<string | undefined> {
    for (const browser of this.#browsers) {
      await this.#deliver(browser);
      browser.trouble = undefined;
      browser.isCookieRefused = false;
    }
    for (let round = 0; round < 8; round += 1) {
      await this.#link();
      for (const browser of this.#browsers)
        for (const tab of browser.tabs) {
          await tab.look();
          await this.#talk(browser, tab, 'fine');
        }
      if (round > 0 && (await this.#judge()) === undefined) return undefined;
    }
    return this.#judge();
  }

  async #judge(): Promise<string | undefined> {
    const tabs = this.#browsers.flatMap((browser) => browser.tabs);
    const views = tabs.map((tab) => text(tab.lines));
    const record = this.#browsers[0]!.cid ? await this.#server.peek(this.#browsers[0]!.cid) : undefined;
    if (record) views.push(text(viewCart(record.state)));
    for (const browser of this.#browsers)
      if (browser.isCookieWhole) views.push(text(viewCart(cookieState(browser))));
    if (new Set(views).size > 1) return `C1: the copies differ: ${[...new Set(views)].join(' | ')}`;
    if (tabs.some((tab) => hasUntold(tab.copy))) return 'C1: something is still untold';
    const wrong = this.#truth.judge(tabs[0]!.lines);
    return wrong && `C2 to C4: ${wrong}`;
  }

  /** Both devices carry one cart, as a code does it; a device that lost its id takes the other's. */
  async #link(): Promise<undefined> {
    const cid = this.#browsers.find((browser) => browser.cid)?.cid;
    if (!cid || this.#browsers.every((browser) => browser.cid === cid)) return;
    const before = await this.#known();
    for (const browser of this.#browsers) browser.cid = cid;
    this.#truth.observeLoss(before, await this.#known(), () => true);
  }

  async #storedState(browser: Browser): Promise<CartState> {
    return (await browser.backing.peek())?.state ?? EMPTY_CART;
  }

  /** Everything that is known anywhere that is still read: stores, cookies, tabs, the server. */
  async #known(except?: Browser): Promise<CartState> {
    const states: CartState[] = [];
    for (const browser of this.#browsers) {
      const record = browser.cid ? await this.#server.peek(browser.cid) : undefined;
      if (record) states.push(record.state);
      for (const letter of browser.letters) {
        const answering = letter.cid ? await this.#server.peek(letter.cid) : undefined;
        states.push(letter.state, answering?.state ?? EMPTY_CART);
      }
      if (browser === except) continue;
      states.push(
        await this.#storedState(browser),
        cookieState(browser),
        ...browser.tabs.map((tab) => tab.copy.state),
      );
    }
    return unionOf(states);
  }
}

function cookieState(browser: Browser): CartState {
  const decoded = browser.cookie === undefined ? undefined : decodeCart(browser.cookie);
  if (!decoded?.ok) return EMPTY_CART;
  return { ...EMPTY_CART, added: new Map(decoded.cart.added), removed: new Set(decoded.cart.removed) };
}

function isDead(known: CartState, line: CartLine): boolean {
  return viewCart(known).every(({ variant }) => variant !== line.variant);
}

function text(lines: readonly CartLine[]): string {
  return lines
    .map(({ variant, n }) => `${variant}x${n}`)
    .sort()
    .join(' ');
}

/** Lets what can go on without the network go on. */
async function settle(): Promise<void> {
  for (let i = 0; i < 40; i += 1) await Promise.resolve();
}

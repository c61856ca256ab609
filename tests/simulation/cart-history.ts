/**
 * One random history of a cart, replayable from its seed: two devices with one or two tabs each, one server cart, and
 * every fault of the treaty. At its end everything heals, all talk, and the truth is compared (C1 to C5, C7).
 */
import type { CartChange } from '#domain/cart/change-cart.ts';
import { hasUntold } from '#domain/cart/sync.ts';
import { viewCart, type CartLine } from '#domain/cart/view-cart.ts';
import type { CartKeeper } from '#browser/cart/keeper.ts';
import type { Browser, Line } from './cart-devices.ts';
import {
  damageCookie,
  toggleCookies,
  toggleStorage,
  turnTabs,
  wipeCookies,
  wipeDatabase,
  wipeServer,
} from './cart-faults.ts';
import { unionOf } from './cart-truth.ts';
import { cookieState, DAY, World, type Fault, type HistoryPorts } from './cart-world.ts';

const LINES: readonly Line[] = ['request-lost', 'answer-lost', 'repeated', 'delayed'];

/** Runs the history; gives what went wrong, or undefined. */
export async function runHistory(ports: HistoryPorts): Promise<string | undefined> {
  return new History(new World(ports)).run();
}

class History {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async run(): Promise<string | undefined> {
    for (const browser of this.#world.browsers) await browser.openTab();
    // Half of the histories are of two devices that share a cart from the first.
    if (this.#world.dice.chance(0.5)) {
      const [first] = this.#world.browsers;
      await this.#change(first!, first!.tabs[0]!);
      await this.#talk(first!, first!.tabs[0]!, 'fine');
      await this.#world.link();
    }
    const steps = 12 + this.#world.dice.below(16);
    for (let i = 0; i < steps; i += 1) {
      const wrong = await this.#step();
      if (wrong) return `step ${i}: ${wrong}`;
      this.#world.now += this.#world.dice.below(2 * DAY);
    }
    return this.#heal();
  }

  async #step(): Promise<string | undefined> {
    const dice = this.#world.dice;
    const browser = dice.pick(this.#world.browsers);
    const tab = dice.pick(browser.tabs);
    const kind = dice.below(100);
    if (kind < 45) return this.#change(browser, tab);
    if (kind < 60) return this.#talk(browser, tab, 'fine');
    if (kind < 75) return this.#talk(browser, tab, dice.pick(LINES));
    if (kind < 78) return this.#deliver(browser);
    if (kind < 83) return wipeDatabase(this.#world, browser);
    if (kind < 87) return wipeCookies(this.#world, browser);
    if (kind < 89) return wipeServer(this.#world, browser);
    if (kind < 92) return toggleStorage(this.#world, browser);
    if (kind < 95) return toggleCookies(this.#world, browser);
    if (kind < 97) return damageCookie(this.#world, browser);
    if (kind < 99) return turnTabs(this.#world, browser);
    return this.#world.link();
  }

  async #change(browser: Browser, tab: CartKeeper): Promise<string | undefined> {
    const dice = this.#world.dice;
    const variant = 1 + dice.below(3);
    const n = 1 + dice.below(9);
    const change = dice.pick([
      { do: 'add', variant, n },
      { do: 'add', variant, n },
      { do: 'set', variant, n },
      { do: 'remove', variant },
      { do: 'save-for-later', variant },
      { do: 'back-to-cart', variant },
    ] as const) satisfies CartChange;
    const before = unionOf([tab.copy.state, await this.#world.storedState(browser), cookieState(browser)]);
    const done = await tab.change(change);
    if (!done.ok) return `refused: ${done.reason}`;
    this.#world.truth.observeChange(before, tab.copy.state);
    const others = done.differences.filter((line) => line.variant !== variant);
    if (others.length > 0) return `${change.do} of ${variant} changed ${others[0]!.variant}`;
    const now = tab.lines.find((line) => line.variant === variant)?.n ?? 0;
    const was = done.differences[0]?.before ?? now;
    const back = done.differences[0]?.saved?.before ?? 0;
    const wanted = { add: was + n, set: n, remove: 0, 'save-for-later': 0, 'back-to-cart': was + back }[
      change.do
    ];
    return now === wanted ? undefined : `${change.do} of ${variant} gave ${now}, not ${wanted}`;
  }

  async #talk(browser: Browser, tab: CartKeeper, line: Line): Promise<undefined> {
    // A device that took over a cart by a code has an id and nothing else yet.
    if (!tab.isBegun && !browser.cid) return;
    // Without Web Locks two tabs may meet the shop for the first time at once, and each is given a cart.
    if (!browser.cid && browser.letters.size > 0) this.#world.ports.fired('first-contact-twice');
    if (line !== 'fine') this.#world.ports.fired(line as Fault);
    browser.line = line;
    const talking = tab.sync([]);
    if (line === 'delayed') await (this.#world.ports.settle ?? settle)();
    else await talking;
    browser.line = 'fine';
  }

  async #deliver(browser: Browser): Promise<undefined> {
    while (browser.underway.length > 0) {
      browser.underway.shift()?.();
      await (this.#world.ports.settle ?? settle)();
    }
  }

  /** All faults end, every tab looks, all devices talk until there is nothing more to say. */
  async #heal(): Promise<string | undefined> {
    for (const browser of this.#world.browsers) {
      await this.#deliver(browser);
      browser.trouble = undefined;
      browser.isCookieRefused = false;
    }
    for (let round = 0; round < 8; round += 1) {
      await this.#world.link();
      for (const browser of this.#world.browsers)
        for (const tab of browser.tabs) {
          await tab.look();
          await this.#talk(browser, tab, 'fine');
        }
      if (round > 0 && (await this.#judge()) === undefined) return undefined;
    }
    return this.#judge();
  }

  async #judge(): Promise<string | undefined> {
    const tabs = this.#world.browsers.flatMap((browser) => browser.tabs);
    const views = tabs.map((tab) => text(tab.lines));
    const record = this.#world.browsers[0]!.cid
      ? await this.#world.server.peek(this.#world.browsers[0]!.cid)
      : undefined;
    if (record) views.push(text(viewCart(record.state)));
    for (const browser of this.#world.browsers)
      if (browser.isCookieWhole) views.push(text(viewCart(cookieState(browser))));
    if (new Set(views).size > 1) return `C1: the copies differ: ${[...new Set(views)].join(' | ')}`;
    if (tabs.some((tab) => hasUntold(tab.copy))) return 'C1: something is still untold';
    const wrong = this.#world.truth.judge(tabs[0]!.lines);
    return wrong && `C2 to C4: ${wrong}`;
  }
}

function text(lines: readonly CartLine[]): string {
  return lines
    .map(({ variant, n }) => `${variant}x${n}`)
    .sort()
    .join(' ');
}

/** Lets what can go on without the network go on: all of it, since nothing in memory waits for a timer. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

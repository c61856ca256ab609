/** What can go wrong with the places of a cart, one function each; the truth is told what went with them. */
import { viewCart, type CartLine } from '#domain/cart/view-cart.ts';
import type { CartState } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import type { Browser } from './cart-devices.ts';
import type { World } from './cart-world.ts';

const TROUBLES = ['absent', 'slow', 'blocked', 'full', 'corrupt', 'lost'] as const;

export async function wipeDatabase(world: World, browser: Browser): Promise<string | undefined> {
  const stored = await browser.backing.peek();
  if (!stored || browser.trouble) return;
  world.ports.fired('database-wiped');
  const isCovered = browser.isCookieWhole;
  const before = await world.known();
  if (world.dice.chance(0.7)) while (browser.tabs.length > 0) browser.closeTab();
  await browser.backing.wipe();
  const after = await world.known();
  const elsewhere = await world.known(browser);
  if (isCovered)
    for (const line of viewCart(stored.state))
      if (viewCart(after).every(({ variant }) => variant !== line.variant) && !isDead(before, line))
        return `C7: wiping IndexedDB lost variant ${line.variant}`;
  const mayForget = (dot: Dot): boolean =>
    !isCovered || !stored.unacknowledged.has(dot) || !elsewhere.added.has(dot);
  world.truth.observeLoss(before, after, mayForget);
  if (browser.tabs.length === 0) await browser.openTab();
  return undefined;
}

export async function wipeCookies(world: World, browser: Browser): Promise<undefined> {
  if (browser.cookie === undefined && browser.cid === undefined) return;
  world.ports.fired('cookies-wiped');
  const before = await world.known();
  browser.cookie = undefined;
  browser.cid = undefined;
  world.truth.observeLoss(before, await world.known(), () => true);
}

export async function wipeServer(world: World, browser: Browser): Promise<undefined> {
  if (!browser.cid) return;
  world.ports.fired('server-wiped');
  const before = await world.known();
  await world.server.wipe(browser.cid);
  world.truth.observeLoss(before, await world.known(), () => true);
}

export async function toggleStorage(world: World, browser: Browser): Promise<undefined> {
  if (!browser.trouble) world.ports.fired('storage-failing');
  browser.trouble = browser.trouble ? undefined : world.dice.pick(TROUBLES);
}

export async function toggleCookies(world: World, browser: Browser): Promise<undefined> {
  if (!browser.isCookieRefused) world.ports.fired('cookies-refused');
  browser.isCookieRefused = !browser.isCookieRefused;
}

export async function damageCookie(world: World, browser: Browser): Promise<undefined> {
  if (!browser.cookie) return;
  world.ports.fired('cookie-damaged');
  const before = await world.known();
  const at = world.dice.below(browser.cookie.length);
  browser.cookie = world.dice.chance(0.5)
    ? browser.cookie.slice(0, at)
    : `${browser.cookie.slice(0, at)}~${browser.cookie.slice(at + 1)}`;
  world.truth.observeLoss(before, await world.known(), () => true);
}

/** Opens a second tab, or closes one; the last is closed and opened anew. */
export async function turnTabs(world: World, browser: Browser): Promise<undefined> {
  if (browser.tabs.length === 1 && world.dice.chance(0.5)) {
    await browser.openTab();
    return;
  }
  world.ports.fired('tab-closed');
  const before = await world.known();
  browser.closeTab();
  world.truth.observeLoss(before, await world.known(), () => true);
  if (browser.tabs.length === 0) await browser.openTab();
}

function isDead(known: CartState, line: CartLine): boolean {
  return viewCart(known).every(({ variant }) => variant !== line.variant);
}

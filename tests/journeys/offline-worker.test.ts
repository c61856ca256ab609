/** The worker that sends by Background Sync is stopped at random instants: nothing lost, nothing doubled. */
import type { CDPSession } from '@playwright/test';
import { Dice } from '../simulation/dice.ts';
import { partsOf } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import { offlineReady, orderOffline, ordersOf, outboxStates } from './offline-ways.ts';

const KILLS = 20;
/** Milliseconds after which the shop falls silent at most, and then the worker is stopped at most. */
const SILENT_WITHIN = 80;
const STOPPED_WITHIN = 200;

test('worker stopped at 20 random instants while sending: nothing lost, nothing doubled', async ({
  device,
  shop,
}) => {
  const dice = new Dice(20);
  const before = ordersOf(shop).length;
  const mine = await device();
  const context = await mine.open();
  let page = await context.newPage();
  await page.goto('/');
  await offlineReady(page);
  let ordered = 0;
  let kills = 0;
  const interrupted = new Set<string>();
  while (kills < KILLS) {
    await shop.stop();
    for (const part of partsOf(shop).slice(0, 2)) {
      await orderOffline(page, part.slug);
      ordered += 1;
    }
    // No page of the shop is open: only the worker sends. This page has no script of ours.
    const next = await context.newPage();
    await page.close();
    page = next;
    await shop.restart();
    await page.goto('/healthz');
    const sync = await syncOf(await context.newCDPSession(page), shop.origin);
    while (kills < KILLS && (await outboxStates(page)).some(isOpen)) {
      await sync.fire();
      await page.waitForTimeout(dice.below(SILENT_WITHIN));
      // The shop falls silent in mid-sentence; it goes on with what it has received once the worker is dead.
      shop.process.kill('SIGSTOP');
      await page.waitForTimeout(dice.below(STOPPED_WITHIN));
      await sync.stopWorker();
      const left = await outboxStates(page);
      shop.process.kill('SIGCONT');
      if (!left.some(isOpen)) continue;
      kills += 1;
      for (const state of left) interrupted.add(state);
    }
    // The page of the next order must not find a browser busy with the last sync.
    await sync.fire();
    await expect.poll(async () => (await outboxStates(page)).filter(isOpen).length).toBe(0);
    await sync.detach();
  }
  console.log(`${kills} kills, ${ordered} orders, states met: ${[...interrupted].join(', ')}`);
  expect([...interrupted], 'some were stopped with a request on its way').toContain('sending');
  expect(ordersOf(shop).length, 'one order each, by the shop itself').toBe(before + ordered);
  await page.goto('/orders');
  await expect(page.locator('main li')).toHaveCount(ordered);
  await page.goto('/cart');
  await expect(page.getByText('Your cart is empty')).toBeVisible();
});

test('a notice tells that a waiting order was received, because the shopper asked for it', async ({
  device,
  shop,
}) => {
  const mine = await device();
  const context = await mine.open();
  await context.grantPermissions(['notifications'], { origin: shop.origin });
  const page = await context.newPage();
  await page.goto('/');
  await offlineReady(page);
  await shop.stop();
  const notices = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return ((await registration?.getNotifications()) ?? []).map((notice) => notice.title);
    });
  await orderOffline(page, partsOf(shop)[2]!.slug);
  await page.getByRole('button', { name: 'Notify me when it is received' }).click();
  await expect(page.getByText('Your device will notify you')).toBeVisible();
  // Nobody looks at the shop: the worker sends, and tells.
  const sync = await syncOf(await context.newCDPSession(page), shop.origin);
  await page.goto('about:blank');
  const before = ordersOf(shop).length;
  await shop.restart();
  await sync.fire();
  await expect.poll(() => ordersOf(shop).length).toBe(before + 1);
  await page.goto(`${shop.origin}/healthz`);
  await expect.poll(notices).toEqual([`Order ${ordersOf(shop).at(-1)!.number} received.`]);
});

const isOpen = (state: string): boolean => ['queued', 'sending', 'unknown'].includes(state);

interface Sync {
  fire(): Promise<void>;
  stopWorker(): Promise<void>;
  detach(): Promise<void>;
}

/** Background Sync and the worker's life by the browser's own developer door. */
async function syncOf(session: CDPSession, origin: string): Promise<Sync> {
  const registration = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registration;
  return {
    fire: () =>
      session
        .send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag: 'outbox', lastChance: false })
        .then(() => undefined),
    stopWorker: () => session.send('ServiceWorker.stopAllWorkers').then(() => undefined),
    detach: () => session.detach(),
  };
}

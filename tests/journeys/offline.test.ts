/** The server process is stopped; every kind of page opens cold, by its address, though it was never visited. */
import { partsOf } from './cart-ways.ts';
import { expect, test, type BrowserContext } from './journey.ts';
import { dumpCaches, offlineReady } from './offline-ways.ts';

test('every page class opens cold and unvisited with the server stopped', async ({ device, shop }) => {
  const parts = partsOf(shop);
  const mine = await device();
  const first = await (await mine.open()).newPage();
  await first.goto('/');
  await offlineReady(first);
  await mine.close();
  await shop.stop();
  try {
    const page = await (await mine.open()).newPage();
    const [one, two] = [parts[3]!, parts[9]!];
    const open = async (path: string, heading: string | RegExp) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    };
    await open(`/p/${one.slug}`, one.title);
    await expect(page.getByRole('button', { name: 'Add to cart', exact: true }).first()).toBeVisible();
    await expect(page.getByText('No connection. You see what this device has kept')).toBeVisible();
    await open('/', /part/);
    await open('/c/drivers/tweeters', 'Tweeters');
    await expect(page.getByRole('link', { name: /tweeter/i }).first()).toBeVisible();
    await open('/c/drivers/tweeters?brand=Orrest', 'Tweeters');
    await open('/search?q=twetter', /twetter/);
    await expect(page.locator('main a[href^="/p/"]').first()).toBeVisible();
    await open(`/compare?p=${one.slug}&p=${two.slug}`, /Compare/);
    await expect(page.getByText(two.title).first()).toBeVisible();
    await open('/cart', /cart/i);
    await open('/checkout', 'Checkout');
    await open('/orders', 'Orders on this device');
    await open('/privacy', /Privacy/);
    await open('/cookies', /Cookies/);
    await open('/storage', 'Kept on this device');
    const { addresses } = await dumpCaches(page);
    expect(
      addresses.filter((path) => /^\/(cart|checkout|orders|account|api\/(cart|checkout|orders))/.test(path)),
    ).toEqual([]);
  } finally {
    await mine.close();
    await shop.restart();
  }
});

test('a dead network shows what the device knows within three seconds', async ({ device }) => {
  const mine = await device();
  const context = await mine.open();
  const page = await context.newPage();
  await page.goto('/');
  await offlineReady(page);
  // Connected, and nothing ever answers: the worker's own requests hang too.
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 30_000,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  const from = Date.now();
  await page.goto('/c/drivers/woofers');
  await expect(page.getByRole('heading', { level: 1, name: 'Woofers' })).toBeVisible();
  console.log(`dead network: page after ${Date.now() - from} ms`);
  await session.detach();
});

test('a portal that answers in the shop’s place is not taken for the shop', async ({ page, visitor }) => {
  const portal = async (context: BrowserContext) =>
    context.route('**/api/**', (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Log in to the hotel</h1>' }),
    );
  const stranger = await (await visitor({ serviceWorkers: 'block' })).newPage();
  await stranger.goto('/');
  await portal(stranger.context());
  await stranger.getByRole('link', { name: 'Drivers', exact: true }).first().click();
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('No connection');

  await page.goto('/');
  await offlineReady(page);
  await portal(page.context());
  await page.getByRole('link', { name: 'Drivers', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Drivers');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText('No connection. You see what this device has kept')).toBeVisible();
});

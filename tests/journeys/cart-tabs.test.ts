/** Two tabs of one browser and random clicks, 300 or CLICKS=1000: both end with the same cart, the shop too, and no click is lost. */
import type { CartViewAnswer } from '#protocol/cart.ts';
import { Dice } from '../simulation/dice.ts';
import { addPart, expectQuantity, partsOf, type Part } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';

const CLICKS = Number(process.env['CLICKS'] ?? 300) / 2;

/** Presses these buttons one after another, as fast as the page takes them; each is there before the next. */
async function press(page: Page, labels: readonly string[]): Promise<void> {
  await page.evaluate(async (names) => {
    for (const name of names) {
      document.querySelector<HTMLButtonElement>(`button[aria-label="${CSS.escape(name)}"]`)!.click();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, labels);
}

/** Random presses on the lines of one tab, and what each line must show after them. */
function presses(parts: readonly Part[], dice: Dice) {
  const wanted = new Map(parts.map((part) => [part, 1]));
  const labels = Array.from({ length: CLICKS }, () => {
    const part = dice.pick(parts);
    const n = wanted.get(part)!;
    const isMore = n === 1 || dice.chance(0.6);
    wanted.set(part, n + (isMore ? 1 : -1));
    return `${isMore ? 'More' : 'Fewer'} of ${part.title}`;
  });
  return { wanted, labels };
}

test('clicks in two tabs at once come together', async ({ shop, page, context }) => {
  const parts = partsOf(shop).slice(0, 6);
  for (const part of parts) await addPart(page, part);
  const other = await context.newPage();
  const dice = new Dice(4);
  const tabs = [
    { page, ...presses(parts.slice(0, 3), dice) },
    { page: other, ...presses(parts.slice(3), dice) },
  ];
  for (const tab of tabs) await tab.page.goto('/cart', { waitUntil: 'networkidle' });
  await Promise.all(tabs.map((tab) => press(tab.page, tab.labels)));
  const wanted = new Map(tabs.flatMap((tab) => [...tab.wanted]));
  for (const tab of tabs) for (const [part, n] of wanted) await expectQuantity(tab.page, part, n);
  const atShop = async () => {
    const lines = await page.evaluate(
      async () => ((await (await fetch('/api/cart')).json()) as CartViewAnswer).lines,
    );
    return lines.map(({ variant, n }) => `${variant} x ${n}`).sort();
  };
  await expect.poll(atShop).toEqual([...wanted].map(([part, n]) => `${part.variant} x ${n}`).sort());
});

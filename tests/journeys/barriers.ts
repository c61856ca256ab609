/** What bars somebody from a page: found by axe in what is shown now, or met by whoever has a keyboard alone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const MOST_STOPS = 150;

/** What a theme can change; everything else is the same in both. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** Fails with every fault axe finds in the page as it stands, and then in dark. */
export async function expectNoBarrier(page: Page, name: string): Promise<void> {
  expect(await faults(axe(page).withTags(RULES)), name).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await faults(axe(page).withRules(RULES_OF_COLOUR)), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).options({ resultTypes: ['violations'] });

async function faults(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.map(
    (fault) => `${fault.id}: ${fault.help} (${fault.nodes.map((node) => node.target.join(' ')).join(', ')})`,
  );
}

/** Presses Tab until `wanted` has the focus. Every stop on the way must be seen: outlined, and not covered by a bar. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    expect(await page.evaluate(hiddenStop), 'a stop of the keyboard that nobody sees').toBe('');
  }
  throw new Error(`${String(wanted)} is not reached by ${MOST_STOPS} presses of ${key}.`);
}

/** In the page: '' when the focus can be seen, else what has it. */
function hiddenStop(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return '';
  const box = element.getBoundingClientRect();
  const parts = [0.1, 0.5, 0.9];
  const isShown = parts.some((x) =>
    parts.some((y) => {
      const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return top !== null && (element.contains(top) || top.contains(element));
    }),
  );
  const isMarked = getComputedStyle(element).outlineStyle !== 'none';
  return isShown && isMarked
    ? ''
    : `${element.outerHTML.slice(0, 200)} shown: ${isShown}, outlined: ${isMarked}`;
}

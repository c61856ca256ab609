/** The frame of every page, the one that says "not found" too: the shop's name, first categories and how much there is. */
import { pageAnswer } from '#browser/answers/page-answer.ts';
import type { NavAnswer } from '#protocol/catalog.ts';
import type { LayoutLoad } from './$types';

/** Where the frame cannot be asked for (offline, first visit): the page still stands, with a shorter masthead. */
const BARE: NavAnswer = {
  generation: 0,
  currency: { code: 'USD', decimals: 2 },
  shop: { name: 'Shop', isDemo: false },
  categories: [],
  total: 0,
};

export const load: LayoutLoad = async ({ fetch }) => {
  const known = await pageAnswer('/api/catalog/nav');
  if (known !== undefined) return { nav: known as NavAnswer };
  try {
    const response = await fetch('/api/catalog/nav');
    return { nav: response.ok ? ((await response.json()) as NavAnswer) : BARE };
  } catch {
    return { nav: BARE };
  }
};

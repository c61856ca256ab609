/** What the root's load knows of the shop; every page has it, error pages too. */
import { page } from '$app/state';
import type { NavAnswer } from '#protocol/catalog.ts';

export const shopNav = (): NavAnswer => page.data['nav'] as NavAnswer;

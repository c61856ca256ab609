import type { HomeAnswer } from '#protocol/catalog.ts';
import { hero, index, shelf } from '#ui/home/islands.ts';
import { bringIslands } from '#ui/islands/island.ts';
import { ask } from './ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch }) => {
  const [answer] = await Promise.all([
    ask<HomeAnswer>(fetch, '/api/catalog/home', 'page'),
    bringIslands(hero, shelf, index),
  ]);
  return answer;
};

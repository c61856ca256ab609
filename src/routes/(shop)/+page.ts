import type { HomeAnswer } from '#protocol/catalog.ts';
import { ask } from './ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ fetch }) => ask<HomeAnswer>(fetch, '/api/catalog/home', 'page');

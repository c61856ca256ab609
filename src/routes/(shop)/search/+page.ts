import { readAddress, search } from './look-up.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const asked = readAddress(url);
  return { ...asked, answer: await search(fetch, asked.request) };
};

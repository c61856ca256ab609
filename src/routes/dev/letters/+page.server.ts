/** The letters this shop would have sent, in development only. */
import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { readLetters } from '#server/mail/read-letters.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  if (!dev) error(404, 'There is no such page.');
  setHeaders({ 'cache-control': 'private, no-store' });
  return { letters: await readLetters(locals.shop) };
};

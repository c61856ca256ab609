/** What the holder of the link may do: cancel while nothing is packed, ask to send something back. */
import { fail, redirect } from '@sveltejs/kit';
import { askReturn, cancelByShopper } from '#server/orders/shopper.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  cancel: async ({ params, locals }) => {
    const done = await cancelByShopper(locals.shop, params.secret);
    if (!done.ok)
      return fail(409, {
        trouble: 'This order can no longer be cancelled here: it is being packed or was sent.',
      });
    redirect(303, `/orders/${params.secret}`);
  },
  return: async ({ request, params, locals }) => {
    const reason = (await request.formData()).get('reason');
    const done = await askReturn(locals.shop, params.secret, typeof reason === 'string' ? reason : '');
    if (!done.ok) return fail(409, { trouble: 'Nothing of this order can be sent back yet.' });
    redirect(303, `/orders/${params.secret}`);
  },
};

/** A lost link is mailed again to the order's own address; the answer is the same whether there are orders or not. */
import { mailLinks } from '#server/orders/shopper.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const email = (await request.formData()).get('email');
    if (typeof email === 'string' && email.includes('@')) await mailLinks(locals.shop, email);
    return { isAsked: true };
  },
};

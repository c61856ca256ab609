/** A lost link is mailed again to the order's own address; the answer is the same whether there are orders or not. */
import { askLinks } from '#server/orders/lost-link.ts';
import { elseBusy } from '../../api/else-busy.server.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const email = (await event.request.formData()).get('email');
    const asked = typeof email === 'string' ? email.trim() : '';
    if (asked.includes('@')) await elseBusy(event, () => askLinks(event.locals.shop, asked));
    return { asked };
  },
};

/** What the holder of the link may do: cancel while nothing is packed, ask to send something back. */
import { fail, redirect } from '@sveltejs/kit';
import { askReturn, cancelByShopper } from '#server/orders/shopper.ts';
import { startPayment } from '#server/payments/start-payment.ts';
import { elseBusy } from '../../../api/else-busy.server.ts';
import type { Actions } from './$types';

const NO_PAYMENT = {
  'no-order': 'There is no order behind this link.',
  'not-now': 'There is nothing to pay on this order now.',
  'not-offered': 'This way to pay is not offered at present. Write to us and we find another.',
  'too-often': 'This order was begun to be paid too often. Write to us and we sort it out.',
  'provider-away': 'The payment page cannot be reached just now. Nothing was charged; try again in a minute.',
} as const;

export const actions: Actions = {
  pay: async (event) => {
    const { params, locals, url } = event;
    const started = await elseBusy(event, () => startPayment(locals.shop, params.secret));
    if (!started.ok) return fail(409, { trouble: NO_PAYMENT[started.reason] });
    // A form may not be led off the site (form-action): the page itself goes on, or offers the way.
    if (new URL(started.address, url).origin !== url.origin) return { payAt: started.address };
    redirect(303, started.address);
  },
  cancel: async (event) => {
    const { params, locals } = event;
    const done = await elseBusy(event, () => cancelByShopper(locals.shop, params.secret));
    if (!done.ok)
      return fail(409, {
        trouble: 'This order can no longer be cancelled here: it is being packed or was sent.',
      });
    redirect(303, `/orders/${params.secret}`);
  },
  return: async (event) => {
    const { request, params, locals } = event;
    const given = (await request.formData()).get('reason');
    const reason = typeof given === 'string' ? given : '';
    const done = await elseBusy(event, () => askReturn(locals.shop, params.secret, reason));
    if (!done.ok) return fail(409, { trouble: 'Nothing of this order can be sent back yet.' });
    redirect(303, `/orders/${params.secret}`);
  },
};

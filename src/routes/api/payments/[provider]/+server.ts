/** POST /api/payments/<provider>: what a payment provider tells, judged by its signature over the raw bytes. */
import { NO_STORE, answerJson, answerProblem, whenStorageFails } from '#server/answers/answers.ts';
import { hearEvent } from '#server/payments/hear-event.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ request, params, locals }) =>
  whenStorageFails(async () => {
    const signature =
      request.headers.get('stripe-signature') ?? request.headers.get('cartwright-signature') ?? '';
    const heard = await hearEvent(locals.shop, params.provider, await request.text(), signature);
    if (heard.ok) return answerJson(200, { received: true }, NO_STORE);
    return answerProblem(heard.reason === 'unknown-provider' ? 'not-found' : 'invalid');
  });

/** POST /api/quote: what these lines cost at this address, with an id that holds for some minutes. */
import { NO_STORE, answerJson, answerProblem, readJson, whenStorageFails } from '#server/answers/answers.ts';
import { makeQuote } from '#server/checkout/make-quote.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ request, locals }) =>
  whenStorageFails(async () => {
    const body = await readJson(request);
    if (!body.ok) return answerProblem(body.problem, { detail: body.detail });
    const result = await makeQuote(locals.shop, body.value);
    if (result.ok) return answerJson(200, result.answer, NO_STORE);
    if (result.reason === 'invalid') return answerProblem('invalid', { errors: result.errors });
    return answerProblem('changed', { differences: result.troubles });
  });

import { readHome } from '#server/catalog/read/read-home.ts';
import { catalogAnswer } from '../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request }) =>
  catalogAnswer(locals.shop, request, () => readHome(locals.shop));

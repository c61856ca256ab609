import { parseRequest } from '#domain/search/request.ts';
import { suggestCatalog } from '#server/catalog/search/suggest-catalog.ts';
import { searchAnswer } from '../search/answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request, url }) =>
  searchAnswer(locals.shop, request, () => suggestCatalog(locals.shop, parseRequest(url.searchParams)));

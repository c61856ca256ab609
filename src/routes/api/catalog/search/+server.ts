import { parseRequest } from '#domain/search/request.ts';
import { searchCatalog } from '#server/catalog/search/search-catalog.ts';
import { searchAnswer } from './answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request, url }) =>
  searchAnswer(locals.shop, request, () => searchCatalog(locals.shop, parseRequest(url.searchParams)));

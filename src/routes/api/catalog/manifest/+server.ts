import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { catalogAnswer } from '../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request }) =>
  catalogAnswer(locals.shop, request, () => readManifest(locals.shop));

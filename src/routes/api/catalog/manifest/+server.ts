import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { readDevicePricing } from '#server/checkout/device-pricing.ts';
import { catalogAnswer } from '../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, request }) =>
  catalogAnswer(locals.shop, request, async () => ({
    ...(await readManifest(locals.shop)),
    pricing: await readDevicePricing(locals.shop),
  }));

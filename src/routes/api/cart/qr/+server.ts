/** POST a parcel: the QR code of the link that opens it here, as a path to draw. Nothing is kept. */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { PARCEL_FRAGMENT, unpackCart } from '#domain/cart/parcel.ts';
import { parcelRequestSchema } from '#protocol/cart.ts';
import { problem, PROBLEM_TYPE } from '#protocol/problems.ts';
import { drawCode, LONGEST_CODE } from '#server/cart/draw-code.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ request, url }) => {
  const parsed = v.safeParse(parcelRequestSchema, await request.json().catch(() => undefined));
  const link = parsed.success ? `${url.origin}/cart#${PARCEL_FRAGMENT}${parsed.output.parcel}` : '';
  if (!parsed.success || !unpackCart(parsed.output.parcel) || link.length > LONGEST_CODE) {
    const body = problem('invalid', {
      detail: 'This cart is too large for a QR code: use the link or the file.',
    });
    return json(body, { status: body.status, headers: { 'content-type': PROBLEM_TYPE } });
  }
  return json(drawCode(link), { headers: { 'cache-control': 'private, no-store' } });
};

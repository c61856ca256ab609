/** What the practice provider tells, read from the bytes it signed. */
import * as v from 'valibot';
import type { ProviderWord } from '../provider.ts';

const told = { id: v.string(), type: v.string() };
const charge = v.string();
const amount = v.pipe(v.number(), v.safeInteger());
const wordSchema = v.variant('kind', [
  v.object({
    ...told,
    kind: v.literal('session'),
    session: v.object({
      session: v.string(),
      ref: v.string(),
      state: v.picklist(['open', 'paid', 'closed']),
      charge: v.exactOptional(charge),
      amount,
      currency: v.string(),
    }),
  }),
  v.object({
    ...told,
    kind: v.literal('refund'),
    refund: v.object({
      reference: v.string(),
      charge,
      amount,
      ours: v.exactOptional(v.number()),
      state: v.picklist(['pending', 'done', 'failed']),
    }),
  }),
  v.object({ ...told, kind: v.literal('other') }),
]);

/** Undefined where the bytes are no word of the practice provider. */
export function readWord(raw: string): ProviderWord | undefined {
  try {
    const read = v.safeParse(wordSchema, JSON.parse(raw));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

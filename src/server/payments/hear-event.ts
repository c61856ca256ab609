/** `hearEvent`: a webhook. Judged on its raw bytes, told in any order and as often as the provider likes, acted on once. */
import type { Shop } from '#server/shop.ts';
import { learnSession } from './learn.ts';
import { providerOf } from './providers.ts';
import { learnRefund } from './learn-refund.ts';

export type Heard =
  | { readonly ok: true; readonly outcome: string }
  | { readonly ok: false; readonly reason: 'unknown-provider' | 'bad-signature' | 'unreadable' };

export async function hearEvent(shop: Shop, name: string, raw: string, signature: string): Promise<Heard> {
  const provider = providerOf(name);
  if (!provider) return { ok: false, reason: 'unknown-provider' };
  const heard = provider.hear(shop, raw, signature);
  if (!heard.ok) return heard;
  const { word } = heard;
  const known = await shop.database.read
    .selectFrom('payment_events')
    .select('event_id')
    .where('provider', '=', name)
    .where('event_id', '=', word.id)
    .executeTakeFirst();
  if (known) return { ok: true, outcome: 'known' };
  let outcome: string = 'nothing to do';
  if (word.kind === 'session') outcome = await learnSession(shop, name, word.session);
  if (word.kind === 'refund') outcome = await learnRefund(shop, name, word.refund);
  // Word of something that is not here yet may become true later: it stays new, for the provider's repeat of it.
  if (outcome === 'unknown' || outcome === 'refused') return { ok: true, outcome };
  // Written down last: an event whose work was cut off is told again by the provider, and everything above bears that.
  await shop.database.transaction((tx) =>
    tx
      .insertInto('payment_events')
      .values({
        provider: name,
        event_id: word.id,
        kind: word.type,
        session: word.kind === 'session' ? word.session.session : '',
        at: shop.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return { ok: true, outcome };
}

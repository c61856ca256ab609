/** The practice provider's delivery: the signed bytes go through the same door as any provider's. */
import type { Shop } from '#server/shop.ts';
import { hearEvent } from '../hear-event.ts';
import { signPractice } from './practice.ts';

export async function tellPracticeEvent(shop: Shop, payload: unknown): Promise<void> {
  const { raw } = payload as { readonly raw: string };
  const heard = await hearEvent(shop, 'practice', raw, signPractice(shop, raw));
  if (!heard.ok) throw new Error(`The practice event was refused: ${heard.reason}.`);
}

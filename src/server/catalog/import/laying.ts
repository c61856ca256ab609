/**
 * Laying: what an import will publish is written before it is published, in short transactions, under the generation it
 * will have. The views (migrations 0011, 0013) show none of it until the claim is dropped, so that publishing any number
 * of new and changed products is one number taken away.
 * - one import lays at a time (claim.ts), and none before what the last one laid beside rows is settled (settle.ts);
 * - when another generation came in between, what was laid bears a wrong number: it is swept away and laid again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from '#server/shop.ts';
import { readClaim, takeClaim, underClaim } from './claim.ts';
import { layAdditions, sweepAdditions } from './lay-additions.ts';
import { layChanges } from './lay-changes.ts';
import type { Plan } from './plan.ts';
import { settle, unlay } from './settle.ts';

const ASK_AGAIN = 50;

/** Waits until this import may lay, and nothing is laid; throws the signal's reason when interrupted. */
export async function claimLaying(shop: Shop, importId: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    await settle(shop);
    if (await shop.database.transaction((tx) => takeClaim(shop, tx, importId))) break;
    signal?.throwIfAborted();
    await sleep(ASK_AGAIN);
  }
  await sweepLaid(shop, importId);
}

/** Lays everything `plan` adds, and what it changes where that can be laid. False: the claim was lost. */
export async function lay(shop: Shop, importId: string, plan: Plan, signal?: AbortSignal): Promise<boolean> {
  return (
    (await layAdditions(shop, importId, plan, signal)) && (await layChanges(shop, importId, plan, signal))
  );
}

/** Removes everything laid under this import's claim, if it has one, in short transactions; the claim stays. */
export async function sweepLaid(shop: Shop, importId: string): Promise<void> {
  const claim = await readClaim(shop.database.read, importId);
  if (!claim) return;
  await sweepAdditions(shop, importId, claim);
  await unlay(shop, (work) => underClaim(shop, importId, work));
}

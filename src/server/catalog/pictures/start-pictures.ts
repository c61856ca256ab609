/**
 * Fetches pictures while the shop is open, apart from the job queue, because a slow host must never hold up a letter:
 * looks for new generations, works on a few addresses at a time, shows what came in at most every half minute.
 */
import type { Shop } from '#server/shop.ts';
import { type FetchPorts, worldPorts } from './fetch-bytes.ts';
import { keepPicture } from './keep-picture.ts';
import { showPictures } from './show-pictures.ts';
import { findWants, settleWant, takeWants, type Want } from './wants.ts';

const AT_ONCE = 3;
const LOOK = 2_000;
const SHOW = 30_000;

export interface RunningPictures {
  stop(): Promise<void>;
}

/** One round: finds, fetches, and shows once nothing is left or half a minute has passed. Answers what it worked on. */
export async function fetchRound(
  shop: Shop,
  seen: { generation: number; shownAt: number },
  ports: FetchPorts = worldPorts,
): Promise<number> {
  seen.generation = await findWants(shop, seen.generation);
  const wants = await takeWants(shop, AT_ONCE);
  await Promise.all(wants.map((want) => keepOne(shop, want, ports)));
  const now = shop.clock.now();
  if (wants.length === 0 || now - seen.shownAt > SHOW) {
    const waits = await shop.database.read
      .selectFrom('picture_fetches')
      .select('address')
      .where('state', '=', 'kept')
      .limit(1)
      .execute();
    if (waits.length > 0) await showPictures(shop);
    seen.shownAt = now;
  }
  return wants.length;
}

async function keepOne(shop: Shop, want: Want, ports: FetchPorts): Promise<void> {
  await settleWant(shop, want, await keepPicture(shop, want.address, ports));
}

export function startPictures(
  shop: Shop,
  onError: (error: unknown) => void = () => undefined,
): RunningPictures {
  let isStopped = false;
  let wake: () => void = () => undefined;
  const seen = { generation: 0, shownAt: 0 };
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      let worked = 0;
      try {
        worked = await fetchRound(shop, seen);
      } catch (error) {
        onError(error);
      }
      if (worked === 0 && !isStopped)
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, LOOK).unref();
        });
    }
  };
  const running = shop.settings.PICTURES ? loop() : Promise.resolve();
  return {
    async stop() {
      isStopped = true;
      wake();
      await running;
    },
  };
}

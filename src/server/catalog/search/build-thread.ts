/** The thread that builds segments: opens the shop's database for itself, so that requests never wait for a build. */
import { parentPort } from 'node:worker_threads';
import { openShop, type Shop } from '#server/shop.ts';
import { build, type Delivery, type Order } from './tasks.ts';

let shop: Promise<Shop> | undefined;

parentPort?.on('message', ({ id, settings, task }: Order) => {
  shop ??= openShop(settings);
  shop
    .then((open) => build(open, task))
    .then(
      (built) => deliver({ id, built }, [built.segment]),
      (error: unknown) => deliver({ id, fault: error instanceof Error ? error.message : String(error) }, []),
    );
});

function deliver(delivery: Delivery, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(delivery, transfer);
}

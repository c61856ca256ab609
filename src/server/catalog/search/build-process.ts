/** The process that builds segments: opens the shop's database for itself, so that requests never wait for a build. */
import { openShop, type Shop } from '#server/shop.ts';
import { build, type Delivery, type Order } from './tasks.ts';

let shop: Promise<Shop> | undefined;

process.on('message', ({ id, settings, task }: Order) => {
  shop ??= openShop(settings);
  shop
    .then((open) => build(open, task))
    .then(
      (built) => deliver({ id, built }),
      (error: unknown) => deliver({ id, fault: error instanceof Error ? error.message : String(error) }),
    );
});

// The shop that asked is gone, however it ended: nobody waits for what is built here.
process.on('disconnect', () => process.exit());
// Whoever stops the shop by a key stops this process too, when the shop lets go of it.
process.on('SIGINT', () => undefined);

function deliver(delivery: Delivery): void {
  process.send?.(delivery);
}

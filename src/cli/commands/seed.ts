import { seedDemo } from '#server/catalog/demo/seed.ts';
import type { Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

export const command: Command = {
  about: 'Fill an empty shop with the demo catalog.',
  usage: `npm run shop -- seed

Fills an empty shop with Cone & Coil: loudspeaker parts of invented makers with computed parameters and drawings.
A shop with a product or an order in it is left as it is (exit code 1). npm start does the same by itself unless SEED=none.`,
  async run() {
    const seeded = await withShop(seedDemo);
    if (!seeded.ok) {
      console.error('This shop has products or orders already; it was left as it is.');
      return 1;
    }
    console.log(`${seeded.products} products, generation ${seeded.generation}.`);
    return 0;
  },
};

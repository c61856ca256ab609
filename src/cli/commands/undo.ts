import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const usage = `npm run shop -- undo GENERATION

Brings back what one generation changed, as a new generation. What something else changed since stays as it is and is named.`;

const REASONS = {
  'not-found': 'There is no such generation.',
  'already-undone': 'It was undone before.',
  'nothing-to-undo': 'Nothing of it can be undone: all of it was changed since, or it changed no product.',
  busy: 'Others are publishing just now; try again.',
} as const;

const SHOWN = 20;

export const command: Command = {
  about: 'Take an import back.',
  usage,
  async run(args) {
    const generation = Number(args[0]);
    if (args.length !== 1 || !Number.isSafeInteger(generation) || generation < 1) throw new UsageError(usage);
    const result = await withShop((shop) => undoGeneration(shop, generation));
    if (!result.ok) {
      console.error(REASONS[result.reason]);
      return 1;
    }
    console.log(
      `Generation ${generation} is undone for ${result.undone} products; this is generation ${result.generation}.`,
    );
    for (const title of result.touchedSince.slice(0, SHOWN)) console.log(`  stays, changed since: ${title}`);
    if (result.touchedSince.length > SHOWN)
      console.log(`  ... and ${result.touchedSince.length - SHOWN} more.`);
    return 0;
  },
};

/** Keys in the store of directories that stand for the shelf as a whole; those of categories are numbers. */

/** All kept categories in one value (packed-shelf.ts). */
export const PACKED_KEY = 'packed';
/** What names the state of the shelf. */
export const STAMP_KEY = 'stamp';

interface Directory {
  delete(key: string): Promise<void>;
}

/** To be done in every transaction that changes what is kept. */
export async function forgetPacked(directory: Directory): Promise<void> {
  await Promise.all([directory.delete(PACKED_KEY), directory.delete(STAMP_KEY)]);
}

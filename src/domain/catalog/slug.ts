/** Words as they stand in an address: lower case, letters and digits joined by hyphens. */

const LONGEST = 80;

/**
 * "2.2 µF, Ø 18 mm" -> "2-2-uf-o-18-mm"; letters of any script stay, marks go; "" when nothing is left.
 * Feeds leave out what this makes: another rule needs a next version of the feed (feed-words.ts), since devices make it too.
 */
export function slugify(text: string): string {
  return text
    .replace(/[µμ]/g, 'u')
    .replace(/[ΩΩ]/g, 'ohm')
    .replace(/[Øø]/g, 'o')
    .replace(/ß/g, 'ss')
    .replace(/[Ææ]/g, 'ae')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\ufffd/g, '')
    .replace(/^-+|-+$/g, '');
}

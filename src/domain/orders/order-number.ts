/**
 * Order numbers like 7K2F-9QXD: random, so they reveal nothing, from an alphabet that can be read aloud and typed back:
 * no vowels (no words), nothing that looks like another sign.
 */

// Of pairs that look alike one stays: 2 not Z, 5 not S, 8 not B; 0 O 1 I L stay out altogether.
export const NUMBER_ALPHABET = '23456789CDFGHJKMNPQRTVWX';
const LENGTH = 8;

/** A number from random bytes; bytes that would favour some characters are passed over. Asks for more when it runs out. */
export function orderNumber(bytes: (length: number) => Uint8Array): string {
  const fair = 256 - (256 % NUMBER_ALPHABET.length);
  let number = '';
  while (number.length < LENGTH) {
    for (const byte of bytes(LENGTH * 2)) {
      if (byte < fair && number.length < LENGTH) number += NUMBER_ALPHABET[byte % NUMBER_ALPHABET.length];
    }
  }
  return `${number.slice(0, 4)}-${number.slice(4)}`;
}

/** A number as a person typed it, in its one spelling; undefined when it can be none. */
export function readOrderNumber(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  if (plain.length !== LENGTH) return undefined;
  for (const character of plain) if (!NUMBER_ALPHABET.includes(character)) return undefined;
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

/** Countries of the address form by the names a reader of English knows. */
import { COUNTRY_CODES } from './country-codes.ts';

export interface Country {
  readonly code: string;
  readonly name: string;
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });

export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

export const countries: readonly Country[] = COUNTRY_CODES.map((code) => ({
  code,
  name: countryName(code),
})).sort((a, b) => a.name.localeCompare(b.name, 'en'));

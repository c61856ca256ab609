/** What an address must have in its country. Countries the tables do not know are believed: nobody is kept from ordering. */
import { NEEDS_POSTAL_CODE, REGION_TABLE } from './region-table.ts';

export interface AddressNeeds {
  readonly postalCode: boolean;
  /** What the country calls its regions, where an address needs one: "State". */
  readonly region?: string;
}

export interface AddressGap {
  readonly field: 'postalCode' | 'region';
  readonly message: string;
}

interface PlacedIn {
  readonly country: string;
  readonly region: string;
  readonly postalCode: string;
}

export function addressNeeds(country: string): AddressNeeds {
  const region = REGION_TABLE[country]?.[0];
  return { postalCode: NEEDS_POSTAL_CODE.has(country), ...(region && { region }) };
}

/** What is missing, each with a sentence for people; empty when the post and the tax office can work with it. */
export function addressGaps({ country, region, postalCode }: PlacedIn): AddressGap[] {
  const needs = addressNeeds(country);
  const gaps: AddressGap[] = [];
  if (needs.postalCode && postalCode.trim() === '')
    gaps.push({ field: 'postalCode', message: 'Please give the postal code.' });
  if (needs.region && !codesOf(country).has(regionCode(country, region))) {
    const example = codesOf(country).keys().next().value ?? '';
    const word = needs.region.toLowerCase();
    gaps.push({
      field: 'region',
      message: `Please give the ${word} by its name or its code, like ${example}.`,
    });
  }
  return gaps;
}

/** "California", "ca" and "CA" are one region of the US; what the table does not know is given back in capitals. */
export function regionCode(country: string, typed: string): string {
  const plain = typed.trim().toUpperCase();
  for (const [code, name] of codesOf(country)) if (name === plain) return code;
  return plain;
}

/** country -> code -> name, all in capitals; read once, because every quote asks. */
const CODES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(REGION_TABLE).map(([country, [, regions]]) => [
    country,
    new Map(
      regions
        .toUpperCase()
        .split('|')
        .map((entry) => {
          const end = entry.indexOf(' ');
          return [entry.slice(0, end), entry.slice(end + 1)];
        }),
    ),
  ]),
);

const NO_CODES: ReadonlyMap<string, string> = new Map();

function codesOf(country: string): ReadonlyMap<string, string> {
  return CODES.get(country) ?? NO_CODES;
}

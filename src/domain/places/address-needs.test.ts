import { expect, test } from 'vitest';
import { addressGaps, addressNeeds, regionCode } from './address-needs.ts';

const fieldsOf = (country: string, region = '', postalCode = '') =>
  addressGaps({ country, region, postalCode }).map((gap) => gap.field);

test.each(['US', 'CA', 'GB', 'DE', 'AT', 'FR', 'GR'])('%s needs a postal code', (country) => {
  expect(fieldsOf(country)).toContain('postalCode');
  expect(fieldsOf(country, '', '  ')).toContain('postalCode');
  expect(fieldsOf(country, '', '1080')).not.toContain('postalCode');
});

test.each(['IE', 'HK', 'AE', 'PA', 'ZW'])('%s does without', (country) => {
  expect(fieldsOf(country)).toEqual([]);
  expect(addressNeeds(country)).toEqual({ postalCode: false });
});

test('a state is known by its code or its name, and by nothing else', () => {
  expect(addressNeeds('US').region).toBe('State');
  for (const typed of ['CA', ' ca ', 'California', 'CALIFORNIA']) {
    expect(fieldsOf('US', typed, '90210')).toEqual([]);
    expect(regionCode('US', typed)).toBe('CA');
  }
  for (const typed of ['', 'Bavaria', 'C', 'XX']) expect(fieldsOf('US', typed, '90210')).toEqual(['region']);
  expect(fieldsOf('CA', 'Quebec', 'H2X')).toEqual([]);
  expect(fieldsOf('AU', 'new south wales', '2000')).toEqual([]);
  expect(addressGaps({ country: 'CA', region: '', postalCode: 'H2X' })[0]?.message).toBe(
    'Please give the province by its name or its code, like AB.',
  );
});

test('a region of any other country stays as it was written', () => {
  expect(regionCode('AT', ' Tirol ')).toBe('TIROL');
  expect(fieldsOf('AT', 'anything', '6020')).toEqual([]);
});

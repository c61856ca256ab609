import { expect, test } from 'vitest';
import { currencyOf } from '#domain/money/money.ts';
import { crumbThing, priceText } from './schema-org.ts';

test('prices are decimal texts with the decimals of their currency, more only where needed', () => {
  expect(priceText(48_200_000, currencyOf('USD'))).toBe('48.20');
  expect(priceText(2_700, currencyOf('USD'))).toBe('0.0027');
  expect(priceText(1_500_000_000, currencyOf('JPY'))).toBe('1500');
  expect(priceText(1_234_000, currencyOf('KWD'))).toBe('1.234');
});

test('crumbs are counted from one and the last has no address', () => {
  expect(crumbThing([{ path: 'drivers', name: 'Drivers' }], 'https://shop.example', 'T28S')).toEqual({
    '@type': 'BreadcrumbList',
    itemListElement: [
      { '@type': 'ListItem', position: 1, name: 'Drivers', item: 'https://shop.example/c/drivers' },
      { '@type': 'ListItem', position: 2, name: 'T28S' },
    ],
  });
});

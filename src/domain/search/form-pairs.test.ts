import { expect, test } from 'vitest';
import { formPairs, isFormSpelled } from './form-pairs.ts';
import { formatRequest, parseRequest } from './request.ts';

test('two fields become one range in SI units, empty fields fall away', () => {
  const pairs = formPairs([
    ['q', 'coil'],
    ['brand', 'Kestrel'],
    ['min~inductance-le~0.001', '0.35'],
    ['max~inductance-le~0.001', '1,2'],
    ['min~resonance-fs~1', ''],
    ['max~price~1', '50'],
    ['sort', ''],
  ]);
  expect(formatRequest(parseRequest(pairs))).toBe(
    'q=coil&brand=Kestrel&price=..50&a.inductance-le=0.00035..0.0012',
  );
});

test('ends the wrong way round are turned, nonsense is left out', () => {
  expect(
    formPairs([
      ['min~x~1', '9'],
      ['max~x~1', '2'],
      ['min~y~1', 'many'],
    ]),
  ).toEqual([['a.x', '2..9']]);
});

test('an address knows whether it came from the form', () => {
  expect(isFormSpelled(new URLSearchParams('q=8+ohm&a.x=1..2'))).toBe(false);
  expect(isFormSpelled(new URLSearchParams('q=8+ohm&min~x~1=2'))).toBe(true);
  expect(isFormSpelled(new URLSearchParams('q=8+ohm&sort='))).toBe(true);
});

import { expect, test } from 'vitest';
import { ORDER } from '#tests/sample-order.ts';
import { letterText } from './letter.ts';
import { composeOrderLetter, type OrderLetterKind } from './order-letters.ts';

const letter = (kind: OrderLetterKind) =>
  composeOrderLetter(kind, {
    order: ORDER,
    shopName: 'Cone & Coil',
    shopMail: 'shop@example.org',
    link: 'https://shop.example/orders/x',
    detail: {},
  });

test('both letters of a new order say the notes, the country by name, and tax under the total with its rate', () => {
  for (const [kind, note] of [
    ['order-received', 'Your note: bag & label "A"'],
    ['order-notice', 'Note: bag & label "A"'],
  ] as const) {
    const text = letterText(letter(kind));
    for (const said of [note, '1080 Wien, Austria', 'Code HELLO', '-€0.24']) expect(text).toContain(said);
    expect(text.indexOf('of which VAT 20 %')).toBeGreaterThan(text.indexOf('Total'));
  }
});

test('only the buyer is asked to answer with questions', () => {
  expect(letter('order-received').closing).toContain('Questions? Just answer this email.');
  for (const kind of ['order-notice', 'return-asked'] as const)
    expect(letter(kind)).toMatchObject({ to: 'shop@example.org', closing: ['Cone & Coil'] });
});

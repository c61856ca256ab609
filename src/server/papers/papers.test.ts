import { expect, test } from 'vitest';
import { ORDER as order } from '#tests/sample-order.ts';
import { invoice } from './invoice.ts';
import { packingSlip } from './packing-slip.ts';

const seller = {
  name: 'Cone & Coil',
  address: ['Werkstraße 4', '1070 Wien <A>'],
  taxNumber: 'VAT ID ATU12345678',
};
test('a packing slip names every line with its note, where it goes, and no price', () => {
  const html = packingSlip(order, seller);
  for (const text of [
    '7K2F-9QXD',
    '1,200',
    'Woofer &lt;165&gt;',
    '8 Ω',
    'W-165',
    'bag &amp; label &quot;A&quot;',
  ])
    expect(html).toContain(text);
  for (const text of [
    'Anna &lt;b&gt;',
    'Lange Gasse 7',
    '1080 Wien',
    'Austria',
    '+43 1',
    '2 lines, 1,201 pieces',
  ])
    expect(html).toContain(text);
  expect(html).not.toContain('€');
  expect(html).not.toContain('anna@example.org');
  expect(html).not.toMatch(/<b>|<script|src=|href=/);
});

test('an invoice shows each part of the total, and what came back', () => {
  const [first, second] = order.lines;
  const html = invoice({ ...order, lines: [first!, { ...second!, returned: 1 }] }, seller);
  for (const text of [
    '€0.0027',
    '€3.24',
    '€8.24',
    '-€0.24',
    '€7.90',
    'Code HELLO',
    'of which VAT 20 %',
    '€15.90',
  ])
    expect(html).toContain(text);
  expect(html).toContain('Due 14 days after the parcel arrives');
  expect(html.match(/Sent back: 1/g)).toHaveLength(1);
});

test('an invoice names its seller as the settings do, and nothing where they are silent', () => {
  const html = invoice(order, seller);
  for (const text of ['Werkstraße 4<br>1070 Wien &lt;A&gt;', 'VAT ID ATU12345678'])
    expect(html).toContain(text);
  expect(invoice(order, { name: 'Cone & Coil', address: [], taxNumber: '' })).not.toContain('From');
});

test('what was given back stands at the end of the sums, with what is left of the payment', () => {
  const html = invoice({ ...order, money: 'partly-refunded', paid: 1590, refunded: 500 }, seller);
  const ends = ['Total', 'of which VAT 20 %', 'Given back', '-€5.00', 'Paid in the end', '€10.90'];
  const places = ends.map((text) => html.lastIndexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(invoice(order, seller)).not.toContain('Given back');
});

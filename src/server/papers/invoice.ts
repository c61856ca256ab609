/** The invoice that goes into the parcel: every line with its price, every part of the total, what was paid and given back. */
import { formatMicro, formatMinor } from '#domain/money/money.ts';
import { returnedSoFar } from '#domain/orders/return-value.ts';
import type { OrderAnswer } from '#protocol/order.ts';
import { escapeHtml } from '#server/mail/letter.ts';
import { addressHtml, dayOf, factHtml, paperHtml } from './paper.ts';

export function invoice(order: OrderAnswer, shopName: string): string {
  const body =
    `<h1>Invoice <span class="number">${order.number}</span></h1>` +
    `<div class="facts">${factHtml('To', addressHtml(order))}<div>` +
    factHtml('Date', `<p>${dayOf(order.placedAt)}</p>`) +
    factHtml('Payment', `<p>${paymentWords(order)}</p>`) +
    `</div></div>` +
    `<table><thead><tr><th class="pieces">Pieces</th><th>Part</th><th class="right">Each</th><th class="right">Amount</th></tr></thead><tbody>` +
    order.lines
      .map((line) => {
        const under = [...line.options, line.sku].filter(Boolean).join(' · ');
        const returned = line.returned
          ? `<br><span class="small">Sent back: ${line.returned.toLocaleString('en-US')}</span>`
          : '';
        return (
          `<tr><td class="pieces">${line.quantity.toLocaleString('en-US')}</td>` +
          `<td>${escapeHtml(line.title)}<br><span class="small">${escapeHtml(under)}</span>${returned}</td>` +
          `<td class="right">${formatMicro(line.unitPrice, order.currency)}</td>` +
          `<td class="right">${formatMinor(line.total, order.currency)}</td></tr>`
        );
      })
      .join('') +
    `</tbody></table>${sumsHtml(order)}`;
  return paperHtml({ title: `Invoice ${order.number}`, shopName, body });
}

function paymentWords(order: OrderAnswer): string {
  if (order.money === 'due' || order.money === 'paying') {
    return order.payment === 'invoice' ? 'Due 14 days after the parcel arrives' : 'Not paid yet';
  }
  if (order.money === 'void') return 'Nothing is to be paid';
  const paid = `Paid: ${formatMinor(order.paid, order.currency)}`;
  return order.refunded > 0 ? `${paid}, given back: ${formatMinor(order.refunded, order.currency)}` : paid;
}

/** What is left to be paid of an order that was not paid before some of it came back. */
function owedRows({ money, quote, lines, total }: OrderAnswer): [string, number][] {
  const back = returnedSoFar(quote, lines);
  if (back === 0 || (money !== 'due' && money !== 'void')) return [];
  return [
    ['Sent back', -back],
    ['To be paid', money === 'void' ? 0 : total - back],
  ];
}

function sumsHtml(order: OrderAnswer): string {
  const { quote, currency, total } = order;
  const money = (amount: number): string => formatMinor(amount, currency);
  const rows: [string, string][] = [['Goods', money(quote.subtotal)]];
  if (quote.discount > 0) rows.push(['Discount', `-${money(quote.discount)}`]);
  rows.push([quote.delivery?.name ?? 'Delivery', money(quote.shipping)]);
  const taxes = quote.taxes.map((tax): [string, string] => [
    quote.pricesIncludeTax ? `of which ${tax.name}` : tax.name,
    money(tax.amount),
  ]);
  const row = ([label, value]: [string, string], kind = ''): string =>
    `<tr${kind}><td>${escapeHtml(label)}</td><td class="right">${value}</td></tr>`;
  const before = quote.pricesIncludeTax ? rows : [...rows, ...taxes];
  const after = quote.pricesIncludeTax ? taxes : [];
  return (
    `<table class="sums">${before.map((one) => row(one)).join('')}` +
    `${row(['Total', money(total)], ' class="total"')}${after.map((one) => row(one, ' class="small"')).join('')}` +
    `${owedRows(order)
      .map(([label, amount]) => row([label, money(amount)], ' class="total"'))
      .join('')}</table>`
  );
}

/** The invoice that goes into the parcel: every line with its price, every part of the total, what was paid and given back. */
import { formatMicro, formatMinor } from '#domain/money/money.ts';
import { returnedSoFar } from '#domain/orders/return-value.ts';
import { sumRows, type SumRow } from '#domain/pricing/sum-rows.ts';
import { dayWords } from '#domain/time/moment-words.ts';
import type { OrderAnswer } from '#protocol/order.ts';
import { escapeHtml } from '#server/mail/letter.ts';
import { addressHtml, factHtml, paperHtml } from './paper.ts';
import type { Seller } from './seller.ts';

export function invoice(order: OrderAnswer, seller: Seller): string {
  const body =
    `<h1>Invoice <span class="number">${order.number}</span></h1>` +
    `<div class="facts">${factHtml('To', addressHtml(order))}<div>` +
    factHtml('From', sellerHtml(seller)) +
    factHtml('Date', `<p>${dayWords(order.placedAt)}</p>`) +
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
  return paperHtml({ title: `Invoice ${order.number}`, shopName: seller.name, body });
}

/** Who sells, as an invoice must say it; nothing where the merchant has set neither address nor tax number. */
function sellerHtml({ name, address, taxNumber }: Seller): string {
  const lines = [...address, taxNumber].filter(Boolean);
  return lines.length === 0 ? '' : `<address>${[name, ...lines].map(escapeHtml).join('<br>')}</address>`;
}

function paymentWords(order: OrderAnswer): string {
  if (order.money === 'due' || order.money === 'paying')
    return order.payment === 'invoice' ? 'Due 14 days after the parcel arrives' : 'Not paid yet';
  if (order.money === 'void') return 'Nothing is to be paid';
  return `Paid: ${formatMinor(order.paid, order.currency)}`;
}

/** Under the total: what was given back of a payment, or what is left to be paid where some of it came back unpaid. */
function rowsAfterReturn({ money, quote, lines, total, paid, refunded }: OrderAnswer): SumRow[] {
  if (refunded > 0)
    return [
      { label: 'Given back', amount: -refunded },
      { label: 'Paid in the end', amount: paid - refunded },
    ];
  const back = returnedSoFar(quote, lines);
  if (back === 0 || (money !== 'due' && money !== 'void')) return [];
  return [
    { label: 'Sent back', amount: -back },
    { label: 'To be paid', amount: money === 'void' ? 0 : total - back },
  ];
}

function sumsHtml(order: OrderAnswer): string {
  const { before, total, after } = sumRows(order.quote);
  const row = ({ label, amount }: SumRow, kind = ''): string =>
    `<tr${kind && ` class="${kind}"`}><td>${escapeHtml(label)}</td><td class="right">${formatMinor(amount, order.currency)}</td></tr>`;
  const rows = [
    ...before.map((one) => row(one)),
    row(total, 'total'),
    ...after.map((one) => row(one, 'small')),
    ...rowsAfterReturn(order).map((one, i) => row(one, i === 1 ? 'total' : '')),
  ];
  return `<table class="sums">${rows.join('')}</table>`;
}

/** The slip that lies beside the box while it is packed: what goes in, where it stands, what the buyer noted. No prices: it may be a gift. */
import { dayWords } from '#domain/time/moment-words.ts';
import type { OrderAnswer, OrderedLine } from '#protocol/order.ts';
import { escapeHtml } from '#server/mail/letter.ts';
import { addressHtml, factHtml, paperHtml } from './paper.ts';
import type { Seller } from './seller.ts';

export function packingSlip(order: OrderAnswer, { name: shopName }: Seller): string {
  const { delivery } = order.quote;
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const where = delivery?.isCollection ? 'Collected by' : 'Goes to';
  const body =
    `<h1>Order <span class="number">${order.number}</span></h1>` +
    `<div class="facts">${factHtml(where, addressHtml(order))}<div>` +
    factHtml('Ordered', `<p>${dayWords(order.placedAt)}</p>`) +
    factHtml(
      'Delivery',
      delivery ? `<p>${escapeHtml(delivery.name)}, ${escapeHtml(delivery.about)}</p>` : '',
    ) +
    factHtml('Phone', order.contact.phone ? `<p>${escapeHtml(order.contact.phone)}</p>` : '') +
    `</div></div>` +
    `<table><thead><tr><th class="box"></th><th class="pieces">Pieces</th><th>Part</th><th>SKU</th></tr></thead><tbody>` +
    order.lines.map(lineHtml).join('') +
    `</tbody></table>` +
    `<footer><span>${order.lines.length} ${order.lines.length === 1 ? 'line' : 'lines'}, ${pieces.toLocaleString('en-US')} ${pieces === 1 ? 'piece' : 'pieces'}</span>` +
    `<span>Packed by ________________</span></footer>`;
  return paperHtml({ title: `Packing slip ${order.number}`, shopName, body });
}

function lineHtml(line: OrderedLine): string {
  const options =
    line.options.length > 0 ? `<br><span class="small">${escapeHtml(line.options.join(' · '))}</span>` : '';
  const note = line.note ? `<span class="note">${escapeHtml(line.note)}</span>` : '';
  return (
    `<tr><td class="box"><i></i></td><td class="pieces">${line.quantity.toLocaleString('en-US')}</td>` +
    `<td>${escapeHtml(line.title)}${options}${note}</td><td class="number">${escapeHtml(line.sku)}</td></tr>`
  );
}

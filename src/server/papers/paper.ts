/** A paper of an order as one self-contained HTML file: black on white, drawn for A4 and Letter, nothing to load. */
import { countryName } from '#domain/checkout/countries.ts';
import type { OrderAnswer } from '#protocol/order.ts';
import { escapeHtml } from '#server/mail/letter.ts';

export interface Paper {
  readonly title: string;
  readonly shopName: string;
  /** HTML of our own making; every text in it is escaped already. */
  readonly body: string;
}

/** What every paper looks like; its page allows just this. */
export const PAPER_STYLE = `
@page { margin: 18mm 16mm; }
body { margin: 0 auto; padding: 24px; max-width: 180mm; color: #000; background: #fff; font: 11pt/1.45 Helvetica, Arial, sans-serif; }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: 2px solid #000; padding-bottom: 6px; }
h1 { margin: 18px 0 4px; font-size: 20pt; line-height: 1.2; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.facts { display: grid; grid-template-columns: 1fr 1fr; gap: 16px 32px; margin: 16px 0 20px; }
h2 { margin: 0 0 4px; font-size: 9pt; font-weight: 400; color: #444; }
div > div + div { margin-top: 10px; }
.facts > div + div { margin-top: 0; }
address { font-style: normal; }
p { margin: 0; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
th { text-align: left; font-weight: 600; }
th, td { padding: 7px 10px 7px 0; vertical-align: top; border-bottom: 1px solid #999; }
thead th { font-size: 9pt; border-bottom: 1px solid #000; }
tr { break-inside: avoid; }
.right { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
.pieces { width: 4em; text-align: right; padding-right: 14px; font-variant-numeric: tabular-nums; }
.box { width: 1.6em; }
.box i { display: inline-block; width: 11pt; height: 11pt; border: 1.2pt solid #000; }
.small { font-size: 9pt; color: #333; }
.note { display: block; margin-top: 3px; padding-left: 8px; border-left: 2px solid #000; }
.sums { width: auto; margin: 10px 0 0 auto; }
.sums td { border: 0; padding: 3px 0 3px 28px; }
.sums .total td { border-top: 1px solid #000; font-weight: 600; font-size: 13pt; }
footer { margin-top: 28px; display: flex; justify-content: space-between; gap: 24px; }
@media print { body { padding: 0; max-width: none; } }
`;

export function paperHtml({ title, shopName, body }: Paper): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${PAPER_STYLE}</style></head>\n` +
    `<body><header><strong>${escapeHtml(shopName)}</strong><span>${escapeHtml(title)}</span></header>\n${body}</body></html>\n`
  );
}

/** Name, street, town and country, a line each. */
export function addressHtml({ contact, address }: OrderAnswer): string {
  const town = [address.postalCode, address.city, address.region].filter(Boolean).join(' ');
  const lines = [contact.name, address.street, town, countryName(address.country)].filter(Boolean);
  return `<address>${lines.map(escapeHtml).join('<br>')}</address>`;
}

/** A fact with its small heading; nothing for an empty one. */
export function factHtml(heading: string, html: string): string {
  return html === '' ? '' : `<div><h2>${escapeHtml(heading)}</h2>${html}</div>`;
}

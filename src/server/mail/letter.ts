/** A letter in the shop's own terms, drawn as plain text and as HTML from the same parts. */
import { textTable, type LetterRow, type LetterTable } from './text-table.ts';

export interface Letter {
  /** order-received, shipped...; also its name in the queue. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly table?: LetterTable;
  readonly link?: { readonly text: string; readonly href: string };
  readonly closing: readonly string[];
}

export function letterText(letter: Letter): string {
  const blocks = [letter.heading, ...letter.paragraphs];
  if (letter.table) blocks.push(textTable(letter.table));
  if (letter.link) blocks.push(`${letter.link.text}:\n${letter.link.href}`);
  return `${[...blocks, letter.closing.join('\n')].join('\n\n')}\n`;
}

/** Tables and inline styles, because mail readers know little else; every text is escaped. */
export function letterHtml(letter: Letter): string {
  const { table, link } = letter;
  const small = 'color:#5F5A50;font-size:14px';
  const row = ({ label, value, note }: LetterRow, style: string) =>
    `<tr><td style="padding:6px 12px 6px 0;border-bottom:1px solid #DCD6C9;${style}">${escapeHtml(label)}` +
    `${note === undefined ? '' : `<br><span style="${small}">${escapeHtml(note)}</span>`}</td>` +
    `<td style="padding:6px 0;border-bottom:1px solid #DCD6C9;text-align:right;vertical-align:top;white-space:nowrap;${style}">${escapeHtml(value)}</td></tr>`;
  const parts = [
    `<h1 style="font-size:24px;line-height:30px;margin:0 0 16px">${escapeHtml(letter.heading)}</h1>`,
    ...letter.paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`),
    table &&
      `<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 20px;font-variant-numeric:tabular-nums">${[
        ...table.rows.map((r) => row(r, '')),
        ...table.sums.map((r, i) => row(r, i === table.sums.length - 1 ? 'font-weight:600' : '')),
        ...table.after.map((r) => row(r, small)),
      ].join('')}</table>`,
    link &&
      `<p style="margin:0 0 24px"><a href="${escapeHtml(link.href)}" style="color:#A4501F">${escapeHtml(link.text)}</a></p>`,
    `<p style="margin:0;${small}">${letter.closing.map(escapeHtml).join('<br>')}</p>`,
  ];
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>` +
    `<body style="margin:0;background:#FAF8F3;color:#1B1A17;font:16px/24px Helvetica,Arial,sans-serif">` +
    `<div style="max-width:560px;margin:0 auto;padding:32px 20px">${parts.filter(Boolean).join('')}</div></body></html>`
  );
}

export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** One or two plain sentences out of a description, for lists and search engines. */
import { plainText } from '../import/sanitise-html.ts';

const LONGEST = 220;

export function summaryOf(html: string): string {
  const text = plainText(html.slice(0, 20_000));
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  const sentence = cut.lastIndexOf('. ');
  if (sentence > 60) return cut.slice(0, sentence + 1);
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[,;:]$/, '')}…`;
}

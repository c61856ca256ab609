/** The one gate for foreign HTML: an allow-list, applied once at staging; nothing is changed after it. */
import sanitize from 'sanitize-html';

const options: sanitize.IOptions = {
  allowedTags:
    'p br hr h3 h4 h5 h6 ul ol li dl dt dd b strong i em u s sub sup small code pre blockquote table caption thead tbody tfoot tr th td a span div abbr'.split(
      ' ',
    ),
  allowedAttributes: {
    a: ['href', 'title'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'iframe',
    'svg',
    'math',
    'template',
    'title',
  ],
  nestingLimit: 40,
  transformTags: {
    // The page has its own h1 and h2.
    h1: 'h3',
    h2: 'h3',
    a: (tagName, attribs) => ({
      tagName,
      attribs: attribs['href'] ? { ...attribs, rel: 'nofollow noopener' } : attribs,
    }),
  },
};
(options.allowedAttributes as Record<string, string[]>)['a']!.push('rel');

const LONGEST = 200_000;
const MOST_PASSES = 6;

/** HTML of a merchant's file made fit to be shown; text without any tag becomes paragraphs. */
export function sanitiseHtml(html: string): string {
  const text = html.slice(0, LONGEST).trim();
  if (text === '') return '';
  if (!/[<&]/.test(text)) return paragraphs(text);
  const safe = settled(text);
  return /<[a-z]/i.test(safe) ? safe : safe === '' ? '' : paragraphs(safe);
}

/**
 * Sanitised until sanitising changes nothing any more: badly nested tags need a second pass to be what a browser
 * makes of them, and only then an export read again is the same. What never settles becomes plain text.
 */
function settled(html: string): string {
  let last = sanitize(html, options).trim();
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = sanitize(last, options).trim();
    if (next === last) return last;
    last = next;
  }
  return sanitize(last, { allowedTags: [], allowedAttributes: {} }).trim();
}

/** The plain text of HTML, for summaries and search. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const spaced = html.replace(/<(\/?(p|br|li|tr|td|th|h\d|div|ul|ol|table|dt|dd)\b)/gi, ' <$1');
  const bare = sanitize(spaced, { allowedTags: [], allowedAttributes: {}, nonTextTags: options.nonTextTags });
  return bare
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

function paragraphs(text: string): string {
  const safe = text.replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return safe
    .split(/\n\s*\n/)
    .map((part) => `<p>${part.trim().replace(/\n/g, '<br />')}</p>`)
    .join('');
}

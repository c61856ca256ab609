/** Which addresses are the same for every visitor, and under which key such an answer may be kept. */

const PUBLIC = [
  /^\/$/,
  /^\/(c|p)\/./,
  /^\/(privacy|cookies|search|compare|robots\.txt|sitemap[\w./-]*)$/,
  /^\/api\/catalog\/(home|manifest|nav)$/,
  /^\/api\/catalog\/(products|categories|feed|index)\/./,
];
/** The common questions; filters by measure are too many to keep. */
const QUERY = new Set([
  'head',
  'page',
  'sort',
  'since',
  'v',
  'after',
  'generation',
  'variant',
  'q',
  'c',
  'brand',
  'stock',
  'view',
  'n',
]);

/** Pages and answers that name no visitor. Everything else is private and never stored. */
export function isPublic(path: string): boolean {
  return PUBLIC.some((pattern) => pattern.test(path)) && !path.endsWith('/__data.json');
}

/** Key of a kept answer, or undefined where its query has a word that is not allowed (it would fill the store). */
export function keepKey(url: URL): string | undefined {
  for (const [name, value] of url.searchParams) {
    if (!QUERY.has(name)) return undefined;
    // Any other spelling is page 1 or the last one again, without end.
    if (name === 'page' && !/^[1-9]\d{0,2}$/.test(value)) return undefined;
  }
  if (url.searchParams.getAll('page').length > 1) return undefined;
  return `${url.host}${url.pathname}${url.search}`;
}

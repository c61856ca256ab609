/** What shoppers of parts ask, drawn from the parts themselves by a fixed seed: half words, typos, values, part numbers, filters. */
import type { SearchDocument } from '#domain/search/document.ts';

type Draw = (below: number) => number;

/** One query each: two words, an unfinished word, a typo, a value with a word, a part number or the beginning of one. */
export function textQueries(documents: readonly SearchDocument[], count: number): URLSearchParams[] {
  const draw = drawer(7);
  return Array.from({ length: count }, () => new URLSearchParams({ q: textOf(documents, draw) }));
}

/** Words or a category, with one to three filters of the same part, and a sort now and then. */
export function filteredQueries(documents: readonly SearchDocument[], count: number): URLSearchParams[] {
  const draw = drawer(11);
  return Array.from({ length: count }, () => {
    const document = documents[draw(documents.length)]!;
    const query = new URLSearchParams();
    const path = document.crumbs[draw(document.crumbs.length)]?.path ?? '';
    if (draw(3) > 0) query.set('c', path);
    else query.set('q', wordsOf(document)[0] ?? '');
    for (let left = 1 + draw(3); left > 0; left--) addFilter(query, document, draw);
    const sorts = ['', '', 'price', '-price', 'stock', numericKey(document)];
    const sort = sorts[draw(sorts.length)];
    if (sort) query.set('sort', sort);
    if (draw(4) === 0) query.set('n', String(10 ** (1 + draw(3))));
    return query;
  });
}

function textOf(documents: readonly SearchDocument[], draw: Draw): string {
  const document = documents[draw(documents.length)]!;
  const words = wordsOf(document);
  const word = words[draw(words.length)] ?? 'resistor';
  const other = words[draw(words.length)] ?? '';
  const value = document.attributes[draw(Math.max(1, document.attributes.length))]?.text ?? '';
  const code = document.codes[0] ?? '';
  switch (draw(6)) {
    case 0:
      return `${word} ${other}`;
    case 1:
      return word.slice(0, 2 + draw(Math.max(1, word.length - 2)));
    case 2:
      return `${misspell(word, draw)} ${other}`;
    case 3:
      return `${value} ${word}`;
    case 4:
      return code;
    default:
      return code.slice(0, 4 + draw(4));
  }
}

function wordsOf(document: SearchDocument): string[] {
  const text = `${document.crumbs.map((crumb) => crumb.name).join(' ')} ${document.vendor} ${document.text}`;
  return text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
}

/** Two neighbours swapped, or a letter left out. */
function misspell(word: string, draw: Draw): string {
  const at = 1 + draw(Math.max(1, word.length - 2));
  return draw(2) === 0
    ? word.slice(0, at) + word.slice(at + 1)
    : word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
}

function addFilter(query: URLSearchParams, document: SearchDocument, draw: Draw): void {
  const attribute = document.attributes[draw(Math.max(1, document.attributes.length))];
  switch (draw(5)) {
    case 0:
      return query.append('brand', document.vendor);
    case 1:
      return query.set('stock', 'in');
    case 2:
      return query.set('price', '0.001..1');
  }
  if (!attribute) return;
  const { key, text, value } = attribute;
  query.append(`a.${key}`, value === undefined ? text : `${value * 0.5}..${value * 2}`);
}

function numericKey(document: SearchDocument): string {
  const found = document.attributes.find((attribute) => attribute.value !== undefined);
  return found ? `a.${found.key}` : '';
}

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
function drawer(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

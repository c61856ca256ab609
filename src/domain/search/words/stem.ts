/** Plurals only: "woofers", "batteries" and "boxes" meet their singular, and what is left is still a word to show. */
export function stem(word: string): string {
  const n = word.length;
  if (n < 4) return word;
  if (word.endsWith('ies') && n > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|ch|sh|x)es$/.test(word)) return word.slice(0, -2);
  if (/[^sui]s$/.test(word)) return word.slice(0, -1);
  return word;
}

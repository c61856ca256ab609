/** The path as the router reads it, without its question: "/%61pi/cart?x" is "/api/cart". What cannot be decoded stays as it came. */
export function plainPath(path: string): string {
  const bare = path.replace(/[?#].*$/s, '');
  try {
    return decodeURI(bare);
  } catch {
    return bare;
  }
}

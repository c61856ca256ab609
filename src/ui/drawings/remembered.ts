/** A bounded memory of what was made from a text: the least lately asked is forgotten first. */
export function remembered<T>(most: number): (key: string, make: () => T) => T {
  const made = new Map<string, T>();
  return (key, make) => {
    const found = made.get(key);
    const value = found === undefined ? make() : found;
    // Put last again, so that the first is the one asked for longest ago.
    if (found !== undefined) made.delete(key);
    else if (made.size >= most) made.delete(made.keys().next().value!);
    made.set(key, value);
    return value;
  };
}

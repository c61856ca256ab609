/** A column of values with what repeats said once. */

/** The values as they stand; or the distinct ones and each row's place among them; or one value for every row. */
export type Packed<T> =
  readonly [values: readonly T[]] | readonly [words: readonly T[], places: readonly number[] | 0];

/** Of so many values, more than this share distinct: a list of places would cost more than it saves. */
const MOSTLY_DISTINCT = 0.7;

export function packColumn<T>(values: readonly T[]): Packed<T> {
  const places = new Map<string, number>();
  const words: T[] = [];
  const at = values.map((value) => {
    const name = JSON.stringify(value);
    let place = places.get(name);
    if (place === undefined) {
      place = words.push(value) - 1;
      places.set(name, place);
    }
    return place;
  });
  if (words.length === 1) return [words, 0];
  return words.length > values.length * MOSTLY_DISTINCT ? [values] : [words, at];
}

/** The `size` values of a column; throws RangeError when it has another number of them. */
export function unpackColumn<T>([words, places]: Packed<T>, size: number): readonly T[] {
  if (places === 0) return new Array<T>(size).fill(words[0]!);
  const values = places === undefined ? words : places.map((place) => words[place]!);
  if (values.length !== size || (places && places.some((place) => !(place in words))))
    throw new RangeError(`a column of ${values.length} values stands for ${size}`);
  return values;
}

/** Rising whole numbers as the first and the steps between them. */
export function packSteps(values: readonly number[]): number[] {
  return values.map((value, i) => value - (values[i - 1] ?? 0));
}

export function unpackSteps(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** Gives one value after the other; throws RangeError when there are no more. */
export function takeFrom<T>(values: readonly T[]): () => T {
  let at = 0;
  return () => {
    if (at >= values.length) throw new RangeError('a column ends too early');
    return values[at++]!;
  };
}

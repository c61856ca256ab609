/** The parts this device is comparing: up to six, kept here and nowhere else. */

import { MOST_COMPARED } from '#domain/catalog/compare.ts';
const KEY = 'compare';

export interface Compared {
  readonly slug: string;
  readonly title: string;
}

class CompareState {
  parts = $state.raw<readonly Compared[]>([]);
  isFull = $derived(this.parts.length >= MOST_COMPARED);
  #opening: Promise<void> | undefined;

  open(): Promise<void> {
    return (this.#opening ??= this.#read());
  }

  has(slug: string): boolean {
    return this.parts.some((part) => part.slug === slug);
  }

  async toggle(part: Compared): Promise<void> {
    await this.open();
    if (this.has(part.slug)) return this.#keep(this.parts.filter((one) => one.slug !== part.slug));
    if (!this.isFull) await this.#keep([...this.parts, { slug: part.slug, title: part.title }]);
  }

  async clear(): Promise<void> {
    await this.#keep([]);
  }

  async #keep(parts: readonly Compared[]): Promise<void> {
    this.parts = parts;
    const { deviceDatabase } = await import('#browser/database.ts');
    await deviceDatabase().work(['settings'], 'readwrite', async (tx) => {
      await tx.objectStore('settings').put(parts, KEY);
    });
  }

  async #read(): Promise<void> {
    const { deviceDatabase } = await import('#browser/database.ts');
    const read = await deviceDatabase().work(['settings'], 'readonly', (tx) =>
      tx.objectStore('settings').get(KEY),
    );
    if (read.ok && this.parts.length === 0) this.parts = decode(read.value);
  }
}

/** What storage gives back is not trusted: only well-formed parts, at most six. */
function decode(value: unknown): Compared[] {
  if (!Array.isArray(value)) return [];
  return value
    .flatMap((one: unknown) => {
      const { slug, title } = (one ?? {}) as Partial<Record<keyof Compared, unknown>>;
      return typeof slug === 'string' && typeof title === 'string' ? [{ slug, title }] : [];
    })
    .slice(0, MOST_COMPARED);
}

export const compare = new CompareState();

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
  #isOpen = false;
  /** Choices made before the device's own were read. */
  readonly #early: (readonly [Compared, boolean])[] = [];

  open(): Promise<void> {
    return (this.#opening ??= this.#read());
  }

  has(slug: string): boolean {
    return this.parts.some((part) => part.slug === slug);
  }

  /** Shown at once; kept beside what the device had, as soon as that is known. */
  async choose(part: Compared, isOn: boolean): Promise<void> {
    this.parts = changed(this.parts, part, isOn);
    if (!this.#isOpen) this.#early.push([part, isOn]);
    await this.open();
    await this.#keep();
  }

  async clear(): Promise<void> {
    await this.open();
    this.parts = [];
    await this.#keep();
  }

  async #keep(): Promise<void> {
    const { deviceDatabase } = await import('#browser/database.ts');
    await deviceDatabase().work(['settings'], 'readwrite', async (tx) => {
      await tx.objectStore('settings').put(this.parts, KEY);
    });
  }

  async #read(): Promise<void> {
    const { deviceDatabase } = await import('#browser/database.ts');
    const read = await deviceDatabase().work(['settings'], 'readonly', (tx) =>
      tx.objectStore('settings').get(KEY),
    );
    this.#isOpen = true;
    const kept: readonly Compared[] = read.ok ? decode(read.value) : [];
    this.parts = this.#early.reduce((parts, [part, isOn]) => changed(parts, part, isOn), kept);
  }
}

/** With or without this part; a seventh finds no room. */
function changed(parts: readonly Compared[], { slug, title }: Compared, isOn: boolean): readonly Compared[] {
  const others = parts.filter((one) => one.slug !== slug);
  if (!isOn) return others;
  return others.length < parts.length || others.length >= MOST_COMPARED
    ? parts
    : [...others, { slug, title }];
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

/**
 * A piece of a page whose code has no part in the first view: the server draws it, the device keeps what was drawn and
 * brings the code when it is idle or the piece is touched, or never where nothing in it moves. Drawn by Island.svelte.
 */
import type { Component, MountOptions } from 'svelte';
import { isFirstView } from './first-view.ts';

/** What components take, as Svelte bounds it. */
export type Given = NonNullable<MountOptions['props']>;

export interface Island<Props extends Given> {
  /** Sets the ids of its fields apart from those of the page and of other islands. */
  readonly name: string;
  /** Whether the device takes over what the server drew. `false`: it has nothing to press or type in but links. */
  readonly wakes: boolean;
  /** Once its code is here; on the server always. */
  component: Component<Props> | undefined;
  readonly bring: () => Promise<Component<Props>>;
}

export function island<Props extends Given>(
  name: string,
  load: () => Promise<{ readonly default: Component<Props, object, string> }>,
  wakes = true,
): Island<Props> {
  const one: Island<Props> = {
    name,
    wakes,
    component: undefined,
    bring: async () => (one.component ??= (await load()).default),
  };
  return one;
}

/**
 * Brings the code of a page's islands before the page is drawn: on the server, and on the device when it draws a page
 * itself, so that the page stands in one piece. While the device takes over what the server drew, nothing is waited for.
 */
export async function bringIslands(
  ...islands: readonly { readonly bring: () => Promise<unknown> }[]
): Promise<void> {
  if (!isFirstView()) await Promise.all(islands.map((one) => one.bring()));
}

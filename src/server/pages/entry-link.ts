/**
 * How the TLS entry (plain source) and the built application (a bundle with its own copies of modules) find each other:
 * one object on globalThis, made by the entry before it loads the application.
 */
import type { Settings } from '../settings/settings.ts';
import type { KeptPages } from './kept-pages.ts';
import type { PageStyles } from './page-styles.ts';

export interface OpenShop {
  /** Whether the database answers. */
  isHealthy(): Promise<boolean>;
  /** Whether as many orders wait as may. */
  isCrowded(): boolean;
  /** Stops jobs and closes the shop. */
  close(): Promise<void>;
}

export interface EntryLink {
  readonly settings: Settings;
  readonly pages: KeptPages;
  readonly styles: PageStyles;
  /** Set by the application once its shop is open. */
  shop?: OpenShop;
}

const KEY = Symbol.for('cartwright.entry');
const place = globalThis as { [KEY]?: EntryLink };

export function setEntryLink(link: EntryLink): void {
  place[KEY] = link;
}

/** Undefined in `vite dev` and while building: there is no entry. */
export function entryLink(): EntryLink | undefined {
  return place[KEY];
}

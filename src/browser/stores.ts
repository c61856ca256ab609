/**
 * Every store of the one IndexedDB 'cartwright', and the steps that make them. A step, once shipped, never changes:
 * catalog, cart and waiting orders survive every upgrade, so a later shape is a further step.
 * Values read back are hostile until their owner has checked them, hence `unknown` wherever an owner decodes.
 */
import type { DBSchema, IDBPDatabase } from 'idb';

export const DATABASE_NAME = 'cartwright';
export const DATABASE_VERSION = 1;

export interface Stores extends DBSchema {
  /** Key 'cart': the working copy (see browser/cart). */
  cart: { key: string; value: unknown };
  /** Title, price and picture of each line for display offline, by variant id. */
  lineSnapshots: { key: number; value: unknown };
  /** Key 'name': what the visitor wants to be called. */
  profile: { key: string; value: unknown };
  /** Small choices of this device: theme, keep offline, compare list, install hint. */
  settings: { key: string; value: unknown };
  /** Several hundred products each; key [category id, record number]. */
  catalogRecords: { key: [number, number]; value: unknown };
  /** The shown order of each category, by category id. */
  catalogDirectory: { key: string; value: unknown };
  /** What is kept of each category, by category id, and the manifest under 0. */
  categories: { key: number; value: unknown };
  /** Search segments by category id, as the server built them. */
  segments: { key: string; value: unknown };
  /** Checkout intents by checkoutId (see browser/checkout). */
  outbox: { key: string; value: unknown };
  /** Non-extractable CryptoKeys by name. */
  keys: { key: string; value: CryptoKey };
  /** Orders placed on this device, by order number. */
  ordersSeen: { key: string; value: unknown };
  /** Products looked at, by slug. */
  recentlyViewed: { key: string; value: unknown; indexes: { at: number } };
}

export type StoreName =
  | 'cart'
  | 'lineSnapshots'
  | 'profile'
  | 'settings'
  | 'catalogRecords'
  | 'catalogDirectory'
  | 'categories'
  | 'segments'
  | 'outbox'
  | 'keys'
  | 'ordersSeen'
  | 'recentlyViewed';

const STORE_NAMES: readonly StoreName[] = [
  'cart',
  'lineSnapshots',
  'profile',
  'settings',
  'catalogRecords',
  'catalogDirectory',
  'categories',
  'segments',
  'outbox',
  'keys',
  'ordersSeen',
  'recentlyViewed',
];

/** Brings a database of any earlier version to this one. */
export function upgradeStores(database: IDBPDatabase<Stores>, from: number): void {
  if (from < 1) {
    for (const name of STORE_NAMES) {
      const store = database.createObjectStore(name);
      if (name === 'recentlyViewed') (store as unknown as IDBObjectStore).createIndex('at', 'at');
    }
  }
}

/** The manifest and the two answers that every page's frame and the start need, kept together with the time they were heard. */
import type { HomeAnswer, ManifestAnswer, NavAnswer } from '#protocol/catalog.ts';
import type { DeviceDatabase, Stored } from '../database.ts';
import { STAMP_KEY } from './shelf-keys.ts';

export interface KeptManifest {
  readonly kind: 'manifest';
  readonly manifest: ManifestAnswer;
  readonly nav: NavAnswer;
  readonly home: HomeAnswer;
  /** Device time. */
  readonly asOf: number;
}

/** In the store of categories; real ids begin at 1. */
export const MANIFEST_KEY = 0;

export function isManifest(value: unknown): value is KeptManifest {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'manifest';
}

export function readManifest(database: DeviceDatabase): Promise<Stored<KeptManifest | undefined>> {
  return database.work(['categories'], 'readonly', async (tx) => {
    const value = await tx.objectStore('categories').get(MANIFEST_KEY);
    return isManifest(value) ? value : undefined;
  });
}

export function writeManifest(database: DeviceDatabase, manifest: KeptManifest): Promise<Stored<void>> {
  return database.work(['categories', 'catalogDirectory'], 'readwrite', async (tx) => {
    await tx.objectStore('categories').put(manifest, MANIFEST_KEY);
    await tx.objectStore('catalogDirectory').delete(STAMP_KEY);
  });
}

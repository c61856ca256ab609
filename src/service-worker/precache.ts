/** What is there before it is asked for: this build's files, fonts and icons, and the shell that renders any page. */
import { build, files, version } from '$service-worker';
import { cacheNames } from 'workbox-core';
import { cleanupOutdatedCaches, getCacheKeyForURL, precacheAndRoute } from 'workbox-precaching';

/** Prerendered; its address is never linked. */
export const SHELL = '/shell';

/** Screenshots are for shop windows of app stores, the kill switch is for the day it is needed. */
const LEFT_OUT = /^\/(screenshots\/|robots\.txt)/;

const ENTRIES = [
  // Names carry their content's hash: no revision needed.
  ...build.map((url) => ({ url, revision: null })),
  ...files.filter((url) => !LEFT_OUT.test(url)).map((url) => ({ url, revision: version })),
  { url: SHELL, revision: version },
];

export function precacheBuild(): void {
  cleanupOutdatedCaches();
  precacheAndRoute(ENTRIES, { directoryIndex: '', cleanURLs: false, ignoreURLParametersMatching: [] });
}

/** Fetches again what the browser has thrown away of this build: a worker without its files would be stuck. */
export async function refillPrecache(): Promise<void> {
  const cache = await caches.open(cacheNames.precache);
  const present = new Set((await cache.keys()).map((request) => request.url));
  for (const { url } of ENTRIES) {
    const key = getCacheKeyForURL(url);
    if (!key || present.has(key)) continue;
    const response = await fetch(url, { cache: 'no-cache' });
    if (response.ok && !response.redirected) await cache.put(key, response);
  }
}

/** What is there before it is asked for: this build's files, fonts and icons, and the shell that renders any page. */
import { build, files, version } from '$service-worker';
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

/** Prerendered; its address is never linked. */
export const SHELL = '/shell';

/** Screenshots are for shop windows of app stores, the kill switch is for the day it is needed. */
const LEFT_OUT = /^\/(screenshots\/|robots\.txt)/;

export function precacheBuild(): void {
  cleanupOutdatedCaches();
  precacheAndRoute(
    [
      // Names carry their content's hash: no revision needed.
      ...build.map((url) => ({ url, revision: null })),
      ...files.filter((url) => !LEFT_OUT.test(url)).map((url) => ({ url, revision: version })),
      { url: SHELL, revision: version },
    ],
    { directoryIndex: '', cleanURLs: false, ignoreURLParametersMatching: [] },
  );
}

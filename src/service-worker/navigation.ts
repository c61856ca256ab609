/**
 * Navigations: the network while it answers in time, then the shell, which renders any page from what the device knows.
 * Nothing a navigation brings is ever stored: pages are only read from the precache.
 */
import { matchPrecache } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { within } from '#browser/within.ts';
import { SHELL } from './precache.ts';

/** Milliseconds a page may take before the device answers in its place. */
const PATIENCE = 1_500;
/** After a silence the next navigations are answered sooner, for a while. */
const SHORT_PATIENCE = 600;
const MEMORY = 20_000;

/** Never the shell: the API, the signed-in rooms, papers, single files. */
const NETWORK_ONLY = [
  /^\/api\//,
  /^\/(account|office|dev|pay)(\/|$)/,
  /^\/orders\/[^/]+\/invoice$/,
  /\.\w{2,5}$/,
  /^\/(healthz|readyz)$/,
];

let silentUntil = 0;

export function answerNavigations(): void {
  registerRoute(
    new NavigationRoute(({ event, request }) => navigate(event as FetchEvent, request), {
      denylist: NETWORK_ONLY,
    }),
  );
}

async function navigate(event: FetchEvent, request: Request): Promise<Response> {
  const patience = Date.now() < silentUntil ? SHORT_PATIENCE : PATIENCE;
  const network = fromNetwork(event, request);
  const waited = await within(network, patience);
  if (waited.done && !isDead(waited.value)) {
    silentUntil = 0;
    return waited.value;
  }
  silentUntil = Date.now() + MEMORY;
  const shell = await matchPrecache(SHELL);
  // Without a shell (its cache was evicted) whatever the network says in the end is the best there is.
  if (!shell) return network;
  // An answer nobody reads keeps this worker at work, and the next version would wait for it for minutes.
  void network.then((late) => late.body?.cancel()).catch(() => {});
  return shell;
}

async function fromNetwork(event: FetchEvent, request: Request): Promise<Response> {
  const preloaded = (await event.preloadResponse) as Response | undefined;
  return preloaded ?? fetch(request);
}

/** A proxy in front of a stopped server, or a shop that cannot answer now. */
function isDead(response: Response): boolean {
  return response.status === 502 || response.status === 503 || response.status === 504;
}

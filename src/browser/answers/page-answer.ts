/**
 * The rule of every page's load: the first paint trusts the page, later paints trust the device, then the network.
 * While a server-rendered page hydrates, its own inlined answers hold; in the offline shell there are none.
 */

let isHydrated = false;

/** The page stands: from now on the device is asked first. Called once by the frame. */
export function trustDevice(): void {
  isHydrated = true;
}

/** The device's answer to an address of /api/catalog, or undefined where the network is to be asked. */
export async function pageAnswer(path: string, mayBePart = false): Promise<object | undefined> {
  if (typeof document === 'undefined' || typeof indexedDB === 'undefined') return undefined;
  if (!isHydrated && document.querySelector('script[data-sveltekit-fetched]') !== null) return undefined;
  // Neither has a part in the first view.
  const [{ askDevice }, { deviceDatabase }] = await Promise.all([
    import('./ask-device.ts'),
    import('../database.ts'),
  ]);
  return askDevice(deviceDatabase(), path, mayBePart);
}

/** Milliseconds a page waits for the network when the device has no answer. */
export const PAGE_LIMIT = 10_000;

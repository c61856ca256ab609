/** Which answer of /api/catalog an address asks for, and the device's own, where it has one. */
import type { DeviceDatabase } from '../database.ts';
import { deviceCategory, deviceHome, deviceNav, deviceProduct } from '../catalog/device-answers.ts';

const CATALOG = '/api/catalog/';

/**
 * The answer this device can give to `path` ("/api/catalog/products/x"), or undefined. `mayBePart`: the network is
 * silent, so a search over what is kept is better than none.
 */
export async function askDevice(
  database: DeviceDatabase,
  path: string,
  mayBePart = false,
): Promise<object | undefined> {
  const url = new URL(path, 'https://device');
  if (!url.pathname.startsWith(CATALOG)) return undefined;
  const [kind, ...rest] = url.pathname.slice(CATALOG.length).split('/');
  const name = rest.map(decode).join('/');
  switch (kind) {
    case 'nav':
      return deviceNav(database);
    case 'home':
      return deviceHome(database);
    case 'products':
      return deviceProduct(database, name);
    case 'categories':
      return deviceCategory(database, name, pageOf(url));
    case 'search':
    case 'suggest': {
      const { askSearch } = await import('../search/ask-search.ts');
      return askSearch(kind, url.search, mayBePart);
    }
    default:
      return undefined;
  }
}

function pageOf(url: URL): number {
  const page = Number(url.searchParams.get('page') ?? '1');
  return Number.isSafeInteger(page) && page >= 1 ? page : 1;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

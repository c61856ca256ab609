/**
 * Addresses of the catalog's pages, for links, canonical addresses and the sitemap alike.
 * Paths and slugs are made by the server of letters, digits and hyphens; they are encoded all the same.
 */
import type { VariantId } from './product.ts';

/** "/c/drivers/midwoofers", with ?page= from the second page on. */
export function categoryPath(path: string, page = 1): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `/c/${encoded}${page > 1 ? `?page=${page}` : ''}`;
}

/**
 * Whether a path out of an address can name a category. What climbs ("..") or repeats slashes is resolved away when
 * an address is made of it, and would ask something else than the catalog.
 */
export function isCategoryPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** "/p/na-165p8", with ?variant= where one is meant. */
export function productPath(slug: string, variant?: VariantId): string {
  return `/p/${encodeURIComponent(slug)}${variant === undefined ? '' : `?variant=${variant}`}`;
}

/** "/search?q=8+ohm" */
export function searchPath(words: string): string {
  return `/search?${new URLSearchParams({ q: words }).toString()}`;
}

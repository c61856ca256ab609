/** What lies in each store and cookie, in a shopper's words, and since when. Values are hostile until looked at. */
import { decodeCart } from '#domain/cart/cookie-codec.ts';
import { EMPTY_CART, type CartState } from '#domain/cart/cart.ts';
import { viewCart, viewSaved } from '#domain/cart/view-cart.ts';
import { CART_COOKIE, NAME_COOKIE } from '#protocol/cookies.ts';
import { readCopy } from '../cart/stored-copy.ts';
import { isKept } from '../catalog/category-store.ts';
import { isManifest } from '../catalog/manifest-store.ts';
import type { StoreName } from '../stores.ts';

export interface Description {
  /** '' where there is nothing. */
  readonly content: string;
  /** Milliseconds by this device's clock: when it last changed; undefined where nobody noted it. */
  readonly at?: number | undefined;
  /** What is lost for good by deleting it; undefined where nothing is. */
  readonly loses?: string | undefined;
}

/** Everything in the stores of one group, by store. */
export type Contents = Partial<Record<StoreName, readonly unknown[]>>;

const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

const list = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function newest(values: readonly unknown[], field: string): number | undefined {
  const times = values
    .map((value) => fieldOf(value, field))
    .filter((at): at is number => typeof at === 'number');
  return times.length > 0 ? Math.max(...times) : undefined;
}

function describeCart(state: CartState): Description {
  const lines = viewCart(state);
  const pieces = lines.reduce((sum, line) => sum + line.n, 0);
  const notes = lines.filter((line) => line.note).length;
  const saved = viewSaved(state).length;
  const content = list([
    lines.length > 0 && `${counted(pieces, 'piece')} of ${counted(lines.length, 'part')}`,
    notes > 0 && counted(notes, 'note'),
    saved > 0 && `${counted(saved, 'part')} saved for later`,
  ]);
  const at = newest([...state.added.values()], 'at');
  return { content: content || 'an empty cart', at: at !== undefined && at > 0 ? at : undefined };
}

/** A readable cookie; what cannot be read is said to be so. */
export function describeCookie(name: string, value: string | undefined): Description {
  if (value === undefined) return { content: '' };
  if (name === NAME_COOKIE) return { content: `the name ${decodeURIComponentOr(value)}` };
  if (name !== CART_COOKIE) return { content: 'something' };
  const decoded = decodeCart(value);
  if (!decoded.ok) return { content: 'damaged; the next change writes it anew' };
  const { added, removed, isTruncated } = decoded.cart;
  const { content } = describeCart({ ...EMPTY_CART, added: new Map(added), removed: new Set(removed) });
  return { content: isTruncated ? `${content} (the newest; the rest does not fit)` : content };
}

/** One group of stores, named by its first. */
export function describeStores(contents: Contents): Description {
  const all = Object.values(contents).flat();
  if (all.length === 0) return { content: '' };
  if (contents.cart) return describeWorkingCopy(contents);
  if (contents.profile) {
    const name = fieldOf(contents.profile[0], 'name');
    return { content: name ? `the name ${String(name)}` : 'that you would rather not say your name' };
  }
  if (contents.outbox) return describeOutbox(contents);
  if (contents.ordersSeen)
    return {
      content: counted(contents.ordersSeen.length, 'order'),
      at: newest(contents.ordersSeen, 'placedAt'),
    };
  if (contents.categories) return describeCatalog(contents.categories);
  if (contents.recentlyViewed)
    return {
      content: counted(contents.recentlyViewed.length, 'part'),
      at: newest(contents.recentlyViewed, 'at'),
    };
  return { content: counted(all.length, 'choice') };
}

function describeWorkingCopy({ cart, lineSnapshots }: Contents): Description {
  const copy = readCopy(cart?.[0]);
  const facts = lineSnapshots?.length ?? 0;
  const { content, at } = copy ? describeCart(copy.state) : { content: '', at: undefined };
  return { content: list([content, facts > 0 && `what ${counted(facts, 'part')} cost and look like`]), at };
}

function describeOutbox({ outbox, keys }: Contents): Description {
  const intents = (outbox ?? []).map((entry) => fieldOf(entry, 'intent'));
  const content = list([
    intents.length > 0 &&
      counted(intents.length, 'order on its way or just arrived', 'orders on their way or just arrived'),
    (keys?.length ?? 0) > 0 && 'the key they are locked with',
  ]);
  const open = intents.filter(isUnanswered).length;
  const loses =
    open === 0
      ? undefined
      : `${counted(open, 'order')} the shop has not confirmed. What was not sent yet will not be, and its parts return to the cart.`;
  return { content, at: newest(intents, 'createdAt'), loses };
}

/** What cannot be read may be an order as well as anything. */
function isUnanswered(intent: unknown): boolean {
  const state = fieldOf(intent, 'state');
  return state !== 'placed' && state !== 'cancelled';
}

function describeCatalog(values: readonly unknown[]): Description {
  const manifest = values.find(isManifest);
  const kept = values.filter(isKept).filter((one) => one.generation > 0);
  const products = kept.reduce((sum, one) => sum + one.ids.length, 0);
  return { content: `${counted(products, 'part')} of the catalog`, at: manifest?.asOf };
}

function decodeURIComponentOr(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

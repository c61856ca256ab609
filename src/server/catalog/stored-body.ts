/** What `products.body` holds: the parts of a product that are only shown, as JSON. */
import type { Attribute, Drawing, Option } from '#domain/catalog/product.ts';

export interface StoredBody {
  readonly summary: string;
  /** Sanitised. */
  readonly html: string;
  readonly tags: readonly string[];
  readonly options: readonly Option[];
  /** Addresses as the merchant gave them; the pictures job turns them into pictures of our own. */
  readonly pictures: readonly { readonly address: string; readonly alt: string }[];
  readonly drawing?: Drawing;
  readonly datasheet?: string;
  readonly attributes: readonly Attribute[];
}

const EMPTY: StoredBody = {
  summary: '',
  html: '',
  tags: [],
  options: [],
  pictures: [],
  attributes: [],
};

/** The body of a row; what an older row does not have is empty. */
export function readBody(json: string): StoredBody {
  return { ...EMPTY, ...(JSON.parse(json) as Partial<StoredBody>) };
}

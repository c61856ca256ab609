/** What device and server say to each other about the cart: /api/cart. All of it is hostile input until it has passed here. */
import * as v from 'valibot';
import { isDot, type Dot } from '#domain/cart/dot.ts';
import type { LineSnapshot } from '#domain/cart/line.ts';
import type { Candidate } from '#domain/cart/match-parts.ts';
import {
  isAdditionRow,
  isFoldRow,
  isMarkRow,
  type AdditionRow,
  type FoldRow,
  type MarkRow,
} from '#domain/cart/rows.ts';
import type { SyncRequest, SyncResult } from '#domain/cart/sync.ts';
import type { SavedLine } from '#domain/cart/view-cart.ts';
import type { StockState, VariantId } from '#domain/catalog/product.ts';
import type { Currency, Micro } from '#domain/money/money.ts';

/** Largest body of POST /api/cart. */
export const CART_BODY_BYTES = 32_768;

const dot = v.custom<Dot>(isDot, 'no dot');
const additionRow = v.custom<AdditionRow>(isAdditionRow, 'no addition');
const foldRow = v.custom<FoldRow>(isFoldRow, 'no fold');
const markRow = v.custom<MarkRow>(isMarkRow, 'no note');
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** What a device may claim to have seen: a copy counts on from there, and the cookie has 32 bits for it. */
const version = v.pipe(count, v.maxValue(2 ** 31));

/** POST /api/cart. Later versions of the app must accept `v: 1` for 400 days. */
export const cartRequestSchema = v.object({
  v: v.literal(1),
  added: v.pipe(v.array(additionRow), v.maxLength(500)),
  folds: v.optional(v.pipe(v.array(foldRow), v.maxLength(200)), []),
  removed: v.pipe(v.array(dot), v.maxLength(1_500)),
  moved: v.optional(v.pipe(v.array(dot), v.maxLength(1_500)), []),
  held: v.optional(v.pipe(v.array(dot), v.maxLength(1_000)), []),
  sum: v.optional(count),
  notes: v.optional(v.pipe(v.array(markRow), v.maxLength(100)), []),
  have: v.optional(version, 0),
  seen: v.optional(count, 0),
  /** Variants whose snapshot the device lacks. */
  need: v.optional(v.pipe(v.array(count), v.maxLength(500)), []),
});

export interface CartRequest extends SyncRequest {
  readonly need: readonly VariantId[];
}

/** POST /api/cart/take */
export const takeRequestSchema = v.object({ code: v.pipe(v.string(), v.maxLength(20)) });

/** 200 of POST /api/cart/take. */
export interface TakeAnswer {
  /** The code is of the cart this device has already; it is not used up. */
  readonly isOwn: boolean;
}

/** POST /api/cart/qr */
export const parcelRequestSchema = v.object({ parcel: v.pipe(v.string(), v.maxLength(3_000)) });

/** POST /api/cart/match */
export const matchRequestSchema = v.object({
  parts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(500)),
});

/** 200 of POST /api/cart/match: for each part as written, what it may be. */
export interface MatchAnswer {
  readonly matched: readonly { readonly part: string; readonly candidates: readonly Candidate[] }[];
}

/** One visible line as the server sees it now. `price` is for one piece when `n` are bought; absent when off sale. */
export interface ViewRow {
  readonly variant: VariantId;
  readonly n: number;
  readonly price?: Micro;
  /** Pieces on hand; absent when the part is unknown. */
  readonly stock?: number;
  readonly state: StockState | 'withdrawn';
}

/** 200 of POST /api/cart. */
export interface CartAnswer extends SyncResult {
  readonly view: readonly ViewRow[];
  /** Of the variants in `need`, those the shop knows. */
  readonly lines: readonly LineSnapshot[];
}

/** 200 of GET /api/cart: what a page without script shows, merged from the cookies, changing nothing. */
export interface CartViewAnswer {
  readonly currency: Currency;
  readonly lines: readonly (ViewRow & { readonly note: string })[];
  readonly saved: readonly SavedLine[];
  readonly snapshots: readonly LineSnapshot[];
  /** The visitor's name from its cookie, '' for none. */
  readonly name: string;
  /** Whether the request carried any cookie of ours. */
  readonly hasCookies: boolean;
  /** Whether the cookie that no script can read was among them. */
  readonly hasId: boolean;
}

const result = v.looseObject({
  version: count,
  at: count,
  added: v.array(additionRow),
  removed: v.array(dot),
  folds: v.optional(v.array(foldRow)),
  acked: v.array(dot),
  missing: v.array(dot),
  notes: v.array(markRow),
  isStranger: v.boolean(),
  view: v.array(v.looseObject({ variant: count, n: count })),
  lines: v.array(v.looseObject({ variant: count, title: v.string() })),
});

/** The answer, or undefined when this is no answer of ours (a captive portal's page, say): then nothing was said. */
export function readCartAnswer(body: unknown): CartAnswer | undefined {
  return v.is(result, body) ? (body as unknown as CartAnswer) : undefined;
}

/** Every table, as Kysely sees it. Times are UTC milliseconds, money as in domain/money, JSON is text on both databases. */
import type { Generated, Selectable } from 'kysely';

export interface GenerationsTable {
  /** Rising integer, allotted inside the publishing transaction. */
  id: number;
  at: number;
  /** What made it: "import shopify parts.csv", "edit", "undo 12". */
  cause: string;
  /** JSON { added, changed, removed, left, refused }. */
  summary: string;
  /** The generation that undid this one. */
  undone_by: number | null;
  /** Key of its `before_images`; null where it wrote none there. */
  publication: Generated<string | null>;
}

/** One row; locked to allot a generation and to hold what the whole shop agrees on. */
export interface ShopTable {
  id: number;
  generation: number;
  currency: string;
  /** JSON of shop settings that a merchant edits (name, address, delivery, tax...). */
  profile: string;
}

export interface CategoriesTable {
  id: number;
  path: string;
  name: string;
  parent_id: number | null;
  position: number;
  /** On-sale products in it and below. */
  products: number;
  /** Generation of the last change of this category or a product whose home it is. */
  generation: number;
}

export interface ProductsTable {
  id: number;
  /** Where it came from ("shopify", "csv:lcsc", "demo") and its key there (handle, id, SKU): unique together. */
  source: string;
  external_key: string;
  slug: string;
  title: string;
  vendor: string;
  part_number: string;
  /** Home category. */
  category_id: number;
  on_sale: number;
  /** JSON: the parts of `Product` that are only shown: summary, html, tags, options, pictures, drawing, datasheet, attributes. */
  body: string;
  /** SHA-256 (hex) over everything an import decides; equal means "nothing changed". */
  fingerprint: string;
  /** Generation that last changed it. */
  generation: number;
}

export interface VariantsTable {
  /** Random 40 bits, never reused. */
  id: number;
  product_id: number;
  position: number;
  sku: string;
  barcode: string | null;
  /** JSON string[]. */
  options: string;
  unit_price: number;
  compare_at: number | null;
  /** JSON PriceBreak[]. */
  breaks: string;
  minimum: number;
  multiple: number;
  on_hand: number;
  /** At or below this many, a page says "low". */
  low_at: number;
  backorder: number;
  weight: number | null;
  /** What pages say: in | low | out | backorder; follows on_hand by a job, raising the generation. */
  stock_state: string;
  /** A withdrawn variant keeps its row: ids are never reused and old carts name it. */
  on_sale: number;
  /** A price for a while; open ends are null. */
  sale_price: number | null;
  sale_from: number | null;
  sale_until: number | null;
  /** Whether pages say it: follows the dates by a job, raising the generation. */
  sale_now: Generated<number>;
}

/** A row of `variants` as it is read. */
export type VariantRow = Selectable<VariantsTable>;

/** What a row of `product_rows` will be once its import has published (catalog/import/lay-changes.ts); all null where nothing is laid. */
export interface ProductRowsTable extends ProductsTable {
  laid_vendor: Generated<string | null>;
  laid_part_number: Generated<string | null>;
  laid_body: Generated<string | null>;
  laid_fingerprint: Generated<string | null>;
  /** Given where anything is laid. */
  laid_generation: Generated<number | null>;
}

export interface VariantRowsTable extends VariantsTable {
  laid_barcode: Generated<string | null>;
  laid_options: Generated<string | null>;
  /** Given where anything is laid. */
  laid_unit_price: Generated<number | null>;
  laid_compare_at: Generated<number | null>;
  laid_breaks: Generated<string | null>;
  laid_minimum: Generated<number | null>;
  laid_multiple: Generated<number | null>;
  /** The count the file states; null when it is silent. */
  laid_on_hand: Generated<number | null>;
  /** By how much a silent file moves the count (undo). */
  laid_change: Generated<number | null>;
  laid_low_at: Generated<number | null>;
  laid_backorder: Generated<number | null>;
  laid_weight: Generated<number | null>;
  laid_stock_state: Generated<string | null>;
}

/** `products` with a column that an index knows: never below `generation`, and the same before and after a publication. */
export interface TouchedProductsTable extends ProductsTable {
  touched: number;
}

/** Old slugs that lead to their product. */
export interface SlugsTable {
  slug: string;
  product_id: number;
}

/** Before-images for `undo` and tombstones for the feeds: one row per product changed in a generation. */
export interface ProductChangesTable {
  generation: number;
  product_id: number;
  /** added | changed | removed | moved */
  kind: string;
  /** JSON of the product's rows before; null when it was added, or where `before_images` has them. */
  before: Generated<string | null>;
  /** Home category before, where it changed or the product went. */
  category_before: number | null;
}

/** Rows of products before a publication changed them, written while it was staged. */
export interface BeforeImagesTable {
  /** The key of the import; `generations.publication` once it is published. */
  publication: string;
  product_id: number;
  /** JSON of the product's rows. */
  before: string;
}

/** A running import: its staged rows are thrown away when it was not seen for an hour. */
export interface ImportsTable {
  id: string;
  source: string;
  started_at: number;
  seen_at: number;
  /** The first ids of what it has laid and not yet published; null but for the one that publishes next. */
  laid_product: Generated<number | null>;
  laid_category: Generated<number | null>;
  /** The generation it published, while what it laid beside rows has not become the rows (catalog/import/settle.ts). */
  published: Generated<number | null>;
}

/** A product of a running import, with what publishing will do to it (see server/catalog/import/plan.ts). */
export interface StagedProductsTable {
  import_id: string;
  position: number;
  external_key: string;
  fingerprint: string;
  /** The slug the file asks for; "" when it names none. */
  slug_wish: string;
  title: string;
  vendor: string;
  part_number: string;
  /** JSON: names of the home category, outermost first. */
  category: string;
  on_sale: number;
  body: string;
  /** add | change | stock | leave | remove */
  action: string;
  product_id: number;
  slug: string;
  /** The slug it had, where it gets another. */
  slug_before: string | null;
  category_id: number;
  category_before: number | null;
  /** 1: slug, title, category and on_sale are as they stand. */
  keeps_place: number;
  /** 1: laid beside what stands before it is published, because no column changes that an index knows. */
  is_laid: number;
}

export interface StagedVariantsTable {
  import_id: string;
  product_position: number;
  position: number;
  variant_id: number;
  is_new: number;
  product_id: number;
  sku: string;
  barcode: string | null;
  options: string;
  unit_price: number;
  compare_at: number | null;
  breaks: string;
  minimum: number;
  multiple: number;
  /** The count the file states; null when it is silent. */
  on_hand: number | null;
  /** A relative change (undo), never together with `on_hand`. */
  stock_change: number | null;
  low_at: number;
  backorder: number;
  weight: number | null;
  sale_price: number | null;
  sale_from: number | null;
  sale_until: number | null;
  /** 0: the file is silent about a sale, and what stands stays. */
  sale_stated: number;
  /** 1: SKU and position are as they stand, and so is the sale. */
  keeps_place: number;
}

/** Pictures of our own, by the address the merchant gave; the pictures job writes them. */
export interface PicturesTable {
  address: string;
  /** JSON Picture. */
  picture: string;
}

/** A picture address of an import: how far its fetching is. */
export interface PictureFetchesTable {
  address: string;
  /** waiting | kept (fetched, not yet published) | shown | refused */
  state: string;
  attempts: number;
  /** Not before; while it is being fetched, the end of the lease. */
  next_at: number;
  /** Why it was refused or waits. */
  reason: string | null;
}

export interface PictureUsesTable {
  address: string;
  product_id: number;
}

export interface CartsTable {
  /** SHA-256 (hex) of the 128-bit id in __Host-cid. */
  id: string;
  /** JSON of the cart state with tombstones. */
  state: string;
  version: number;
  created_at: number;
  /** Last contact; tombstones live 400 days after it. */
  seen_at: number;
}

/** A device that took a cart over: the fingerprint of its own id leads to that cart. */
export interface CartKeysTable {
  id: string;
  cart_id: string;
  created_at: number;
}

/** Single-use codes that hand a cart to another device. */
export interface CartCodesTable {
  /** HMAC of the code. */
  code_hash: string;
  cart_id: string;
  expires_at: number;
}

export interface CheckoutsTable {
  /** The Idempotency-Key; lives as long as its order and never under 400 days. */
  checkout_id: string;
  /** SHA-256 (hex) over the canonical JSON of the request; "" when cancelled before it was seen. */
  fingerprint: string;
  /** placed | attention | cancelled */
  state: string;
  status: number;
  /** The stored answer, byte for byte. */
  body: string;
  order_id: number | null;
  created_at: number;
}

export interface QuotesTable {
  id: string;
  /** JSON of the whole quote. */
  body: string;
  expires_at: number;
}

export interface OrdersTable {
  id: Generated<number>;
  checkout_id: string;
  /** Like 7K2F-9QXD; unique, reveals nothing. */
  number: string;
  /** SHA-256 (hex) of the secret in its link. */
  secret_hash: string;
  state: string;
  currency: string;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
  /** JSON: email, name, phone. */
  contact: string;
  /** JSON: street, city, postal code, region, country. */
  address: string;
  delivery: string;
  payment: string;
  policy_version: string;
  /** JSON of the whole explained quote. */
  quote: string;
  placed_at: number;
  /** How far the money is (domain/orders/states): due | paying | paid | partly-refunded | refunded | void */
  money: Generated<string>;
  /** Lower case, to mail a lost link again. */
  email: Generated<string>;
  /** SHA-256 (hex) of the guest token in the intent. */
  guest_hash: Generated<string>;
  /** The cart it came from, as in `carts.id`; "" where there was none. */
  cart_id: Generated<string>;
  /** An order waiting for payment gives its stock back after this moment. */
  reserved_until: number | null;
  paid: Generated<number>;
  refunded: Generated<number>;
}

/** One attempt to pay an order with one provider. */
export interface PaymentsTable {
  id: Generated<number>;
  order_id: number;
  /** 1, 2, 3: with the order's number the key of the provider call. */
  attempt: number;
  provider: string;
  /** 128 random bits: names the attempt to the provider and in the return address; opens nothing. */
  ref: string;
  /** The provider's name of its hosted page; null until it answered. */
  session: string | null;
  address: string | null;
  /** The provider's name of the money itself, once there is some. */
  charge: string | null;
  amount: number;
  /** Given back or promised back; never above \`amount\`. */
  refunded: Generated<number>;
  currency: string;
  /** starting | open | paid | closed (expired, failed or given up) */
  state: string;
  created_at: number;
  expires_at: number;
  /** When the provider was last asked about it. */
  asked_at: number;
}

/** What a provider told, by its own event id: told again, nothing is done. */
export interface PaymentEventsTable {
  provider: string;
  event_id: string;
  kind: string;
  session: string;
  at: number;
}

export interface RefundsTable {
  id: Generated<number>;
  payment_id: number;
  /** Who asked for it and why, once: "cancelled:17", "staff:<random>". */
  key: string;
  amount: number;
  reason: string;
  /** The provider's name of the refund. */
  reference: string | null;
  /** asked | done | failed */
  state: string;
  created_at: number;
}

/** The practice provider's side: its hosted pages. No other module reads it. */
export interface PracticeSessionsTable {
  id: string;
  /** The caller's idempotency key. */
  once: string;
  /** JSON: what was asked for. */
  body: string;
  /** open | paid | expired */
  state: string;
  charge: string | null;
  created_at: number;
  expires_at: number;
}

export interface PracticeRefundsTable {
  id: string;
  once: string;
  session: string;
  amount: number;
  created_at: number;
}

/** Delivery and tax tables as the merchant imported them (domain/pricing/tables). */
export interface PricingTablesTable {
  /** delivery | tax */
  name: string;
  /** JSON. */
  body: string;
  updated_at: number;
}

export interface CouponsTable {
  /** Upper case. */
  code: string;
  /** JSON of the Coupon. */
  body: string;
  used: number;
  use_limit: number | null;
}

/** One row a use; `nth` makes a limit per customer a matter of a unique key. */
export interface CouponUsesTable {
  code: string;
  /** Lower-case email. */
  customer: string;
  nth: number;
  order_id: number;
}

export interface OrderLinesTable {
  order_id: number;
  position: number;
  variant_id: number;
  product_id: number;
  sku: string;
  title: string;
  options: string;
  quantity: number;
  unit_price: number;
  total: number;
  note: string;
  /** Pieces that came back. */
  returned: Generated<number>;
}

/** Append-only: what happened to an order, who did it and when. */
export interface OrderEventsTable {
  id: Generated<number>;
  order_id: number;
  at: number;
  kind: string;
  actor: string;
  /** JSON. */
  detail: string;
  /** Unique where given: what may be told twice happens once ("pay:evt_123"). */
  once: Generated<string | null>;
}

/** Dots that were ordered, once per cart. */
export interface OrderedDotsTable {
  cart_id: string;
  dot: string;
  order_id: number;
}

/** Explained ledger of stock: the sum of `change` is the stock. */
export interface StockMovesTable {
  id: Generated<number>;
  variant_id: number;
  change: number;
  /** import | order | cancel | return | correction | expiry */
  reason: string;
  /** Order number, generation or actor the change came from. */
  source: string;
  at: number;
}

export interface JobsTable {
  id: Generated<number>;
  kind: string;
  /** Unique where given: a job that must exist once ("letter:order-received:<order id>"). */
  once: string | null;
  /** JSON. */
  payload: string;
  /** waiting | running | done | dead */
  state: string;
  attempts: number;
  run_at: number;
  /** A running job whose lease passed is taken again. */
  leased_until: number | null;
  last_error: string | null;
  created_at: number;
}

export interface SecretsTable {
  name: string;
  /** Base64url. */
  value: string;
}

export interface MigrationsTable {
  name: string;
  applied_at: number;
}

export interface Tables {
  shop: ShopTable;
  generations: GenerationsTable;
  /** Views of what is published, to read; write to the `_rows`, which hold what an import lays before it publishes. */
  categories: CategoriesTable;
  products: ProductsTable;
  variants: VariantsTable;
  category_rows: CategoriesTable;
  product_rows: ProductRowsTable;
  variant_rows: VariantRowsTable;
  touched_products: TouchedProductsTable;
  slugs: SlugsTable;
  product_changes: ProductChangesTable;
  before_images: BeforeImagesTable;
  imports: ImportsTable;
  staged_products: StagedProductsTable;
  staged_variants: StagedVariantsTable;
  pictures: PicturesTable;
  picture_fetches: PictureFetchesTable;
  picture_uses: PictureUsesTable;
  carts: CartsTable;
  cart_keys: CartKeysTable;
  cart_codes: CartCodesTable;
  checkouts: CheckoutsTable;
  quotes: QuotesTable;
  orders: OrdersTable;
  order_lines: OrderLinesTable;
  order_events: OrderEventsTable;
  payments: PaymentsTable;
  payment_events: PaymentEventsTable;
  refunds: RefundsTable;
  practice_sessions: PracticeSessionsTable;
  practice_refunds: PracticeRefundsTable;
  pricing_tables: PricingTablesTable;
  coupons: CouponsTable;
  coupon_uses: CouponUsesTable;
  ordered_dots: OrderedDotsTable;
  stock_moves: StockMovesTable;
  jobs: JobsTable;
  secrets: SecretsTable;
  migrations: MigrationsTable;
}

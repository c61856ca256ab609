/** Answers of /api/catalog: the shapes server, device and pages share. */
import type {
  Category,
  Crumb,
  Product,
  ProductCard,
  StockState,
  VariantId,
} from '#domain/catalog/product.ts';
import type { Currency } from '#domain/money/money.ts';
import type { PaymentChoice } from '#domain/pricing/payment-choice.ts';
import type { DeliveryTable, Destination, TaxTable } from '#domain/pricing/tables.ts';

/** GET /api/catalog/products/<slug> */
export interface ProductAnswer {
  readonly generation: number;
  readonly currency: Currency;
  readonly product: Product;
  /** Others of the same home category, for "more like this". */
  readonly related: readonly ProductCard[];
}

/** GET /api/catalog/categories/<path>?page= */
export interface CategoryAnswer {
  readonly generation: number;
  readonly currency: Currency;
  readonly category: Category;
  /** Ancestors and the category itself, outermost first. */
  readonly crumbs: readonly Crumb[];
  readonly children: readonly Category[];
  readonly products: readonly ProductCard[];
  /** On-sale products in it and below it. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** GET /api/catalog/home */
export interface HomeAnswer {
  readonly generation: number;
  readonly currency: Currency;
  /** Top level and the level below it. */
  readonly categories: readonly Category[];
  readonly featured: readonly ProductCard[];
  readonly total: number;
}

/** GET /api/catalog/nav: what every page's frame shows, kept small because it rides in every page. */
export interface NavAnswer {
  readonly generation: number;
  readonly currency: Currency;
  readonly shop: {
    readonly name: string;
    readonly isDemo: boolean;
    /** How many days its cookies live, where that is not the usual 400 (COOKIE_DAYS). */
    readonly cartDays?: number;
  };
  /** The merchant pulled the kill switch (WORKER=off): pages drop the worker and its caches themselves. */
  readonly isWorkerOff?: true;
  /** Top level only, in the merchant's order. */
  readonly categories: readonly Category[];
  /** On-sale products in the whole shop. */
  readonly total: number;
}

/** GET /api/catalog/manifest (later issues add feeds and tables for estimates) */
export interface ManifestAnswer {
  readonly generation: number;
  readonly currency: Currency;
  readonly categories: readonly (Category & { readonly generation: number; readonly bytes: number })[];
  /** What a device needs to estimate a total by itself. */
  readonly pricing?: {
    readonly delivery: DeliveryTable;
    readonly tax: TaxTable;
    /** Where the shop sends to unless told otherwise. */
    readonly destination: Destination;
    readonly payments: readonly PaymentChoice[];
  };
}

/** GET /api/stock?variants=1,2,3 - asked after first paint, never cached. Unknown ids are left out. */
export interface StockAnswer {
  readonly at: number;
  readonly variants: readonly {
    readonly id: VariantId;
    readonly onHand: number;
    readonly state: StockState;
    readonly isOnSale: boolean;
  }[];
}

/** Products on one page of a category or search. */
export const PAGE_SIZE = 24;

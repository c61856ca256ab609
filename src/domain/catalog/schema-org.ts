/**
 * The catalog in the words of schema.org, for search engines: Product with its offers, BreadcrumbList, Organization.
 * Fields as documented at https://schema.org/Product and https://schema.org/Offer; prices are decimal texts.
 */
import { microPerMinor, type Currency, type Micro } from '#domain/money/money.ts';
import { categoryPath, productPath } from './addresses.ts';
import type { Crumb, Product, StockState, Variant } from './product.ts';

const AVAILABILITY: Record<StockState, string> = {
  in: 'https://schema.org/InStock',
  low: 'https://schema.org/LimitedAvailability',
  out: 'https://schema.org/OutOfStock',
  backorder: 'https://schema.org/BackOrder',
};

/** Micro-units as schema.org wants them: "48.20", "0.0027". */
export function priceText(amount: Micro, currency: Currency): string {
  const decimals = amount % microPerMinor(currency) === 0 ? currency.decimals : 6;
  const text = (amount / 1_000_000).toFixed(decimals);
  return decimals === 6 ? text.replace(/0+$/, '') : text;
}

export function productThing(product: Product, currency: Currency, origin: string): object {
  const { variants } = product;
  return {
    '@type': 'Product',
    name: product.title,
    url: origin + productPath(product.slug),
    ...(product.summary && { description: product.summary }),
    ...(product.vendor && { brand: { '@type': 'Brand', name: product.vendor } }),
    ...(product.partNumber && { mpn: product.partNumber }),
    ...(variants.length === 1 && { sku: variants[0]!.sku }),
    ...(product.pictures.length > 0 && { image: product.pictures.map((picture) => origin + picture.src) }),
    category: product.crumbs.map((crumb) => crumb.name).join(' > '),
    additionalProperty: product.attributes
      .filter((attribute) => attribute.text !== '')
      .map(({ label, text }) => ({ '@type': 'PropertyValue', name: label, value: text })),
    offers: variants.map((variant) => offerThing(product, variant, currency, origin)),
  };
}

function offerThing(product: Product, variant: Variant, currency: Currency, origin: string): object {
  const many = product.variants.length > 1;
  return {
    '@type': 'Offer',
    url: origin + productPath(product.slug, many ? variant.id : undefined),
    sku: variant.sku,
    ...(variant.barcode && { gtin: variant.barcode }),
    ...(variant.options.length > 0 && { name: variant.options.join(', ') }),
    price: priceText(variant.unitPrice, currency),
    priceCurrency: currency.code,
    ...(variant.saleUntil !== undefined && {
      priceValidUntil: new Date(variant.saleUntil).toISOString(),
    }),
    availability: AVAILABILITY[variant.stock],
    itemCondition: 'https://schema.org/NewCondition',
    eligibleQuantity: { '@type': 'QuantitativeValue', minValue: variant.minimum },
  };
}

/** The way down to a page; `last` is the page itself where it is no category. */
export function crumbThing(crumbs: readonly Crumb[], origin: string, last?: string): object {
  const steps = [
    ...crumbs.map(({ name, path }) => ({ name, item: origin + categoryPath(path) })),
    ...(last === undefined ? [] : [{ name: last }]),
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, i) => ({ '@type': 'ListItem', position: i + 1, ...step })),
  };
}

/** The shop itself, with the address its search answers at. */
export function shopThings(name: string, origin: string): object[] {
  return [
    { '@type': 'Organization', name, url: `${origin}/`, logo: `${origin}/icons/app-512.png` },
    {
      '@type': 'WebSite',
      name,
      url: `${origin}/`,
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    },
  ];
}

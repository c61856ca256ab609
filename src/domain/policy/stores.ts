/** What a device keeps besides cookies, as the page /cookies publishes it; names as in the browser's own tools. */

export interface PublishedStore {
  readonly name: string;
  /** What a shopper would call it. */
  readonly title: string;
  readonly purpose: string;
  readonly content: string;
  readonly until: string;
}

const FORGOTTEN = 'until you clear it';

export const PUBLISHED_STORES: readonly PublishedStore[] = [
  {
    name: 'cart, lineSnapshots',
    title: 'Your cart',
    purpose: 'The working copy of your cart, readable without a connection.',
    content: 'Parts, quantities, your notes; title, price and picture of each line as you last saw them.',
    until: FORGOTTEN,
  },
  {
    name: 'profile',
    title: 'Your name',
    purpose: 'Lets the shop greet you.',
    content: 'The name you gave.',
    until: FORGOTTEN,
  },
  {
    name: 'outbox, keys',
    title: 'Orders not sent yet',
    purpose: 'An order you placed while the shop could not be reached.',
    content: 'The order, encrypted with a key that cannot leave this device.',
    until: 'until it has reached us or you cancel it; your contact is wiped after 30 days at the latest',
  },
  {
    name: 'ordersSeen',
    title: 'Orders placed here',
    purpose: 'Shows the orders placed from this device.',
    content: 'Order number, date and link.',
    until: FORGOTTEN,
  },
  {
    name: 'catalogRecords, catalogDirectory, categories, segments',
    title: 'The catalog',
    purpose: 'The catalog itself, so that pages and search work without a connection.',
    content: 'Parts, prices and stock words as everybody sees them. Nothing about you.',
    until: 'replaced as the catalog changes',
  },
  {
    name: 'recentlyViewed',
    title: 'Parts you looked at',
    purpose: 'Shows the parts you looked at lately, so that you find them again.',
    content: 'Title, maker and drawing of the last 24. They are never sent to us.',
    until: FORGOTTEN,
  },
  {
    name: 'settings',
    title: 'Your choices',
    purpose: 'Your choices on this device.',
    content:
      'Parts you compare, what is kept offline, columns of your parts lists. They are never sent to us.',
    until: FORGOTTEN,
  },
  {
    name: 'Cache storage',
    title: 'The shop itself',
    purpose: 'Opens the shop at once and without a connection.',
    content: "The shop's own scripts, styles, fonts and pictures. Never a cart, a checkout or an order.",
    until: 'replaced with each new version of the shop',
  },
  {
    name: 'Service worker',
    title: 'The helper that works without a connection',
    purpose: 'Opens the shop without a connection, and sends an order that waits.',
    content: 'A program of the shop. It knows nothing about you.',
    until: 'replaced with each new version of the shop',
  },
  {
    name: 'sessionStorage',
    title: 'Where you were on a page',
    purpose: 'Brings you back to the same place when you go back or reload.',
    content: 'How far you had scrolled, by page of this tab. It is never sent to us.',
    until: 'until you close the tab',
  },
];

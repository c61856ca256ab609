/** Of the intent and of the quote's request. Alone in its file: a page that only asks for a quote needs no schemas. */
export const CHECKOUT_VERSION = 1;

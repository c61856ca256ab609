/** What a shopper types into the checkout, as the form's fields name it. */
export interface CheckoutValues {
  email: string;
  name: string;
  phone: string;
  street: string;
  city: string;
  postalCode: string;
  region: string;
  country: string;
  /** Delivery method. */
  shipping: string;
  /** Codes as typed, by blanks or commas. */
  coupon: string;
  payment: string;
}

export function emptyValues(country: string, name = ''): CheckoutValues {
  return {
    email: '',
    name,
    phone: '',
    street: '',
    city: '',
    postalCode: '',
    region: '',
    country,
    shipping: '',
    coupon: '',
    payment: 'invoice',
  };
}

/** The codes in what was typed, at most five, each once. */
export function codesIn(text: string): string[] {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  return [...new Set(codes)].slice(0, 5);
}

/** The values of a form whose fields are read by name; what is not there is empty. */
export function readValues(text: (name: keyof CheckoutValues) => string): CheckoutValues {
  return {
    email: text('email'),
    name: text('name'),
    phone: text('phone'),
    street: text('street'),
    city: text('city'),
    postalCode: text('postalCode'),
    region: text('region'),
    country: text('country').toUpperCase(),
    shipping: text('shipping'),
    coupon: text('coupon'),
    payment: text('payment') || 'invoice',
  };
}

/** The same in the shape of an intent. */
export function contactOf(values: CheckoutValues) {
  const { email, name, phone, street, city, postalCode, region, country } = values;
  return { email, name, phone, address: { street, city, postalCode, region, country } };
}

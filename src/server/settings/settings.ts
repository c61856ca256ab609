/**
 * Every setting of a running shop, in one list: its environment name, what it means, its default and its check.
 * `readSettings` gives all of them or one clear line per wrong one.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { isCountry } from '#domain/checkout/country-codes.ts';

interface Rule<T> {
  readonly about: string;
  /** As it would stand in the environment; '' means "not set". */
  readonly fallback: string;
  /** Gives the value, or throws an Error whose message completes "PORT ...". */
  readonly read: (text: string) => T;
}

const text = (about: string, fallback = ''): Rule<string> => ({ about, fallback, read: (t) => t });

const whole = (about: string, fallback: number, least: number, most: number): Rule<number> => ({
  about,
  fallback: String(fallback),
  read: (t) => {
    const n = Number(t);
    if (!/^\d+$/.test(t) || n < least || n > most)
      throw new Error(`must be a whole number from ${least} to ${most}`);
    return n;
  },
});

const yes = (about: string, fallback: 'yes' | 'no'): Rule<boolean> => ({
  about,
  fallback,
  read: (t) => {
    if (/^(1|true|yes|on)$/i.test(t)) return true;
    if (/^(0|false|no|off)$/i.test(t)) return false;
    throw new Error('must be yes or no');
  },
});

const address = (about: string, protocols: readonly string[], fallback = ''): Rule<string> => ({
  about,
  fallback,
  read: (t) => {
    if (t === '') return '';
    const url = URL.canParse(t) ? new URL(t) : undefined;
    if (!url || !protocols.includes(url.protocol))
      throw new Error(`must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return t.replace(/\/$/, '');
  },
});

/** An address of one place, without a path: what is built on it begins with "/". */
const origin = (about: string): Rule<string> => ({
  about,
  fallback: '',
  read: (t) => {
    if (t === '') return '';
    const url = URL.canParse(t) ? new URL(t) : undefined;
    if (url?.protocol !== 'https:' || url.username || url.pathname + url.search + url.hash !== '/')
      throw new Error('must be an address that starts with https:// and has no path');
    return url.origin;
  },
});

const host = (about: string, fallback: string): Rule<string> => ({
  about,
  fallback,
  read: (t) => {
    if (isIP(t) === 0 && !/^(?!-)[a-z\d-]{1,63}(\.[a-z\d-]{1,63})*$/i.test(t))
      throw new Error('must be an address like 127.0.0.1 or :: or the name of this machine');
    return t;
  },
});

/** "name@example.org", with `hasName` also "Cone & Coil <shop@example.org>". */
const mailbox = (about: string, fallback: string, hasName: boolean): Rule<string> => ({
  about,
  fallback,
  read: (t) => {
    const [, inner] = (hasName && /^[^<>\u0000-\u001f\u007f]+<([^<>]*)>$/.exec(t)) || [];
    if (!/^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/.test(inner ?? t))
      throw new Error(
        `must be a mail address like ${hasName ? 'Shop <shop@example.org>' : 'shop@example.org'}`,
      );
    return t;
  },
});

const country = (about: string, fallback: string): Rule<string> => ({
  about,
  fallback,
  read: (t) => {
    const code = t.toUpperCase();
    if (!isCountry(code)) throw new Error('must be an ISO 3166 country code of two letters');
    return code;
  },
});

const currency = (about: string, fallback: string): Rule<string> => ({
  about,
  fallback,
  read: (t) => {
    if (!/^[A-Za-z]{3}$/.test(t)) throw new Error('must be an ISO 4217 currency code of three letters');
    return t.toUpperCase();
  },
});

const oneOf = <const T extends string>(about: string, words: readonly T[], fallback: T): Rule<T> => ({
  about,
  fallback,
  read: (t) => {
    if (!(words as readonly string[]).includes(t)) throw new Error(`must be one of ${words.join(', ')}`);
    return t as T;
  },
});

export const rules = {
  SHOP_NAME: text(
    'Name of the shop on its pages, letters and phones. Default: "Cone & Coil" for the demo shop, else the host of ORIGIN.',
  ),
  SHOP_ADDRESS: text(
    'Address of the seller on invoices, its lines divided by ";": "Werkstrasse 4; 1070 Wien; Austria".',
  ),
  SHOP_TAX_NUMBER: text('Tax number on invoices, with its name: "VAT ID ATU12345678".'),
  PORT: whole('Port the shop listens on, HTTPS and the plain-HTTP redirect alike.', 8443, 0, 65535),
  HOST: host('Address it listens on; 0.0.0.0 lets phones on the same network in.', '0.0.0.0'),
  ORIGIN: origin(
    'The one address shoppers use, like https://shop.example. Default: https://localhost:<PORT>.',
  ),
  TLS_CERT: text('File of the certificate chain (PEM). Default: one made for localhost in SHOP_DIR.'),
  TLS_KEY: text('File of its private key (PEM).'),
  TRUST_PROXY: yes('Believe X-Forwarded-For and X-Forwarded-Proto of the proxy in front.', 'no'),
  SHOP_DIR: text('Folder of the database, certificate, pictures and letters.', '.shop'),
  DATABASE_URL: address('PostgreSQL address; without it the shop uses SQLite in SHOP_DIR.', [
    'postgres:',
    'postgresql:',
  ]),
  SMTP_URL: address('Mail server for letters; without it they are files in SHOP_DIR/letters.', [
    'smtp:',
    'smtps:',
  ]),
  SMTP_SECONDS: whole(
    'Seconds a mail server may be silent before its letter is tried again later.',
    20,
    1,
    300,
  ),
  MAIL_FROM: mailbox('Sender of letters.', 'shop@localhost', true),
  MAIL_SHOP: mailbox('Where the shop itself is told of orders.', 'shop@localhost', false),
  WEBHOOK_URL: address("Where every event of an order is told to the merchant's own system, signed.", [
    'https:',
    'http:',
  ]),
  WEBHOOK_SECONDS: whole(
    'Seconds that system may take to answer before an event is told again later.',
    10,
    1,
    60,
  ),
  WEBHOOK_SECRET: text('Key of those signatures; needed with WEBHOOK_URL.'),
  STRIPE_KEY: text('Secret key of a Stripe account; with it shoppers can pay by card on a page of Stripe.'),
  STRIPE_WEBHOOK_SECRET: text(
    'Signing secret of the webhook <ORIGIN>/api/payments/stripe; needed with STRIPE_KEY.',
  ),
  STRIPE_API: address("Where Stripe's interface is reached.", ['https:', 'http:'], 'https://api.stripe.com'),
  PRACTICE_PAYMENTS: yes('Offer a practice payment page of our own, on which no money moves.', 'no'),
  CURRENCY: currency('Currency of an empty shop, ISO 4217. A shop with anything in it keeps its own.', 'USD'),
  COUNTRY: country('Where the shop is: quotes without an address are for here.', 'US'),
  QUOTE_MINUTES: whole('Minutes a quote holds.', 15, 1, 1_440),
  RESERVE_MINUTES: whole('Minutes stock is kept for an order that waits for its payment.', 15, 1, 10_080),
  SEED: oneOf('What an empty shop is filled with at start.', ['demo', 'none'], 'demo'),
  CART_DAYS: whole(
    'Days a cart is remembered (400 at most; 30 suits a shop that wants the shortest).',
    400,
    1,
    400,
  ),
  RATE_ORDERS: whole('Checkout requests allowed per address and minute.', 60, 1, 10_000_000),
  RATE_WRITES: whole('Other changing requests allowed per address and minute.', 600, 1, 10_000_000),
  BODY_LIMIT: whole('Largest request body in bytes.', 262_144, 1_024, 104_857_600),
  PICTURES: yes('Fetch the pictures that imported products name, from public addresses only.', 'yes'),
  PICTURE_BYTES: whole('Largest picture fetched, in bytes.', 12_000_000, 1_024, 100_000_000),
  WORKER: oneOf(
    'off tells every browser to drop the service worker and its caches; carts and waiting orders stay.',
    ['on', 'off'],
    'on',
  ),
  LOG_LEVEL: oneOf('How much is written to the log.', ['silent', 'error', 'warn', 'info', 'debug'], 'info'),
} satisfies Record<string, Rule<unknown>>;

type Rules = typeof rules;
export type Settings = { readonly [K in keyof Rules]: ReturnType<Rules[K]['read']> };

/** One or more settings are wrong; the message has a line for each. The process should end with code 2. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Reads all settings from an environment; unknown names are nobody's business. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const values: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    const given = environment[name]?.trim();
    try {
      values[name] = rule.read(given === undefined || given === '' ? rule.fallback : given);
    } catch (error) {
      wrong.push(`${name} ${(error as Error).message}, but is "${given}". ${rule.about}`);
    }
  }
  if (Boolean(values['TLS_CERT']) !== Boolean(values['TLS_KEY'])) {
    wrong.push('TLS_CERT and TLS_KEY go together: set both, or neither for the localhost certificate.');
  }
  if (values['WEBHOOK_URL'] && !values['WEBHOOK_SECRET']) {
    wrong.push('WEBHOOK_SECRET is needed with WEBHOOK_URL: without it nobody could trust what is told.');
  }
  if (Boolean(values['STRIPE_KEY']) !== Boolean(values['STRIPE_WEBHOOK_SECRET'])) {
    wrong.push('STRIPE_KEY and STRIPE_WEBHOOK_SECRET go together: payments and the word that they arrived.');
  }
  if (wrong.length > 0) throw new SettingsError(wrong.join('\n'));
  values['SHOP_DIR'] = resolve(String(values['SHOP_DIR']));
  values['ORIGIN'] ||= `https://localhost:${String(values['PORT'])}`;
  return values as Settings;
}

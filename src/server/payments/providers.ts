/** Who can take money for this shop: what the settings name, in the order the checkout offers them. */
import type { Shop } from '#server/shop.ts';
import { practiceProvider } from './practice/practice.ts';
import type { PaymentProvider } from './provider.ts';
import { stripeProvider } from './stripe/stripe.ts';

const ALL: readonly PaymentProvider[] = [stripeProvider, practiceProvider];

/** Those a shopper may choose now. */
export function offeredProviders({ settings }: Shop): PaymentProvider[] {
  const isOffered: Readonly<Record<string, boolean>> = {
    stripe: settings.STRIPE_KEY !== '',
    practice: settings.PRACTICE_PAYMENTS,
  };
  return ALL.filter((provider) => isOffered[provider.choice.id]);
}

/** By its name, also one that is no longer offered: old payments still need refunds. */
export function providerOf(name: string): PaymentProvider | undefined {
  return ALL.find((provider) => provider.choice.id === name);
}

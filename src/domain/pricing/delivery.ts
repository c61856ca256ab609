/** Which deliveries reach an address, and what each costs for these goods. */
import type { Minor } from '#domain/money/money.ts';
import { regionCode } from '#domain/places/address-needs.ts';
import type { DeliveryChoice } from './quote.ts';
import type { DeliveryMethod, DeliveryTable, DeliveryZone, Destination } from './tables.ts';

/** The first zone that fits, or undefined where the shop does not deliver. */
export function zoneFor(table: DeliveryTable, to: Destination): DeliveryZone | undefined {
  const country = to.country.toUpperCase();
  const region = regionCode(country, to.region);
  const postal = plainPostalCode(to.postalCode);
  return table.zones.find(
    (zone) =>
      (zone.countries.includes('*') || zone.countries.includes(country)) &&
      (!zone.regions || zone.regions.some((r) => r.toUpperCase() === region)) &&
      (!zone.postalCodes || zone.postalCodes.some((p) => postal.startsWith(plainPostalCode(p)))),
  );
}

/** Price of one method, or undefined where no step of its rates holds (too heavy, too dear). */
export function deliveryPrice(method: DeliveryMethod, weight: number, value: Minor): Minor | undefined {
  const step = method.rates.find(
    (rate) =>
      (rate.upToWeight === undefined || weight <= rate.upToWeight) &&
      (rate.upToValue === undefined || value <= rate.upToValue),
  );
  return step?.price;
}

export function isFreeAt(method: DeliveryMethod, value: Minor): boolean {
  return method.freeFrom !== undefined && value >= method.freeFrom;
}

/** Every method of the zone that takes these goods, as the shopper may choose it. */
export function deliveryChoices(
  zone: DeliveryZone | undefined,
  weight: number,
  value: Minor,
): DeliveryChoice[] {
  const choices: DeliveryChoice[] = [];
  for (const method of zone?.methods ?? []) {
    const full = deliveryPrice(method, weight, value);
    if (full === undefined) continue;
    choices.push({
      method: method.id,
      name: method.name,
      about: method.about,
      isCollection: method.isCollection ?? false,
      price: isFreeAt(method, value) ? 0 : full,
      ...(method.freeFrom !== undefined && { freeFrom: method.freeFrom }),
    });
  }
  return choices;
}

function plainPostalCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '');
}

/**
 * Sample tax tables, to begin with and to be checked by the merchant: rates change, and who must charge where is a question
 * for an adviser. EU: standard rates of VAT; US: state-wide base rates of sales tax, without county and city.
 */
import type { TaxRate, TaxTable } from '#domain/pricing/tables.ts';

const CHECK = 'SAMPLE, to be checked by the merchant before use';

// Millionths: 190000 is 19 %.
const EU = `AT 200000 BE 210000 BG 200000 CY 190000 CZ 210000 DE 190000 DK 250000 EE 240000 ES 210000 FI 255000 FR 200000
GR 240000 HR 250000 HU 270000 IE 230000 IT 220000 LT 210000 LU 170000 LV 210000 MT 180000 NL 210000 PL 230000 PT 230000
RO 210000 SE 250000 SI 220000 SK 230000`;

const US = `AL 40000 AR 65000 AZ 56000 CA 72500 CO 29000 CT 63500 DC 60000 FL 60000 GA 40000 HI 40000 IA 60000 ID 60000
IL 62500 IN 70000 KS 65000 KY 60000 LA 50000 MA 62500 MD 60000 ME 55000 MI 60000 MN 68750 MO 42250 MS 70000 NC 47500
ND 50000 NE 55000 NJ 66250 NM 48750 NV 68500 NY 40000 OH 57500 OK 45000 PA 60000 RI 70000 SC 60000 SD 42000 TN 70000
TX 62500 UT 48500 VA 43000 VT 60000 WA 65000 WI 50000 WV 60000 WY 40000`;

function pairs(table: string): (readonly [string, number])[] {
  const words = table.split(/\s+/);
  return words.flatMap((word, i) => (i % 2 === 0 ? [[word, Number(words[i + 1])] as const] : []));
}

export const SAMPLE_TAXES: Readonly<Record<'eu' | 'us', TaxTable>> = {
  eu: {
    source: `EU VAT, standard rates, ${CHECK}`,
    pricesIncludeTax: true,
    classes: {},
    rates: pairs(EU).map(([country, rate]): TaxRate => ({ name: 'VAT', country, rate, onDelivery: true })),
  },
  us: {
    source: `US sales tax, state-wide base rates, ${CHECK}`,
    pricesIncludeTax: false,
    classes: {},
    rates: pairs(US).map(([region, rate]): TaxRate => ({
      name: `${region} sales tax`,
      country: 'US',
      region,
      rate,
      onDelivery: false,
    })),
  },
};

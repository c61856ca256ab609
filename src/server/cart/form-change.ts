/** A cart form as it comes without script: hostile text until it has become a change that the variant allows. */
import type { CartChange } from '#domain/cart/change-cart.ts';
import { isVariantId } from '#domain/cart/change-cart.ts';
import { allowedQuantity } from '#domain/catalog/price-breaks.ts';
import type { Shop } from '../shop.ts';
import { readVariants } from './read-lines.ts';

export type FormChangeKind = Exclude<CartChange['do'], 'spend'>;

export type FormChange =
  | {
      readonly ok: true;
      readonly change: CartChange;
      /** Pieces the form says the line had. */ readonly was: number;
    }
  | { readonly ok: false; readonly reason: 'bad-variant' | 'bad-quantity' | 'sold-out' };

export async function readFormChange(
  shop: Pick<Shop, 'database' | 'clock'>,
  kind: FormChangeKind,
  form: FormData,
): Promise<FormChange> {
  const variant = wholeNumber(form.get('variant'));
  if (variant === undefined || !isVariantId(variant)) return { ok: false, reason: 'bad-variant' };
  const was = wholeNumber(form.get('was')) ?? 0;
  if (kind === 'note')
    return { ok: true, change: { do: kind, variant, text: textOf(form.get('note')) }, was };
  if (kind !== 'add' && kind !== 'set') return { ok: true, change: { do: kind, variant }, was };

  const wanted = wholeNumber(form.get('quantity'));
  if (wanted === undefined) return { ok: false, reason: 'bad-quantity' };
  if (kind === 'set' && wanted === 0) return { ok: true, change: { do: 'remove', variant }, was };
  const part = (await readVariants(shop, [variant])).get(variant)?.snapshot;
  if (!part?.isOnSale) return { ok: false, reason: 'bad-variant' };
  if (kind === 'add' && part.stock === 'out') return { ok: false, reason: 'sold-out' };
  return { ok: true, change: { do: kind, variant, n: allowedQuantity(part, wanted) }, was };
}

function wholeNumber(value: FormDataEntryValue | null): number | undefined {
  return typeof value === 'string' && /^\s*\d{1,13}\s*$/.test(value) ? Number(value) : undefined;
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.slice(0, 2_000) : '';
}

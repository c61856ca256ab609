/** The cart carried elsewhere: asks of the server, and what the device does itself. */
import type { TakeAnswer } from '#protocol/cart.ts';
import { problemName } from '#protocol/problems.ts';

async function post<T>(path: string, body: unknown): Promise<T | undefined> {
  const answer = await talk(path, body);
  return answer?.isOk ? (answer.body as T) : undefined;
}

async function talk(path: string, body: unknown): Promise<{ isOk: boolean; body: unknown } | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return { isOk: response.ok, body: await response.json() };
  } catch {
    return undefined;
  }
}

export const askForCode = () => post<{ code: string; expiresAt: number }>('/api/cart/code', {});

/** Whether the code that ends then has been used; false where nobody says so. */
export async function isCodeUsed(expiresAt: number): Promise<boolean> {
  try {
    const response = await fetch('/api/cart/code', { signal: AbortSignal.timeout(10_000) });
    const answer = (await response.json()) as { open?: unknown };
    return response.ok && Array.isArray(answer.open) && !answer.open.includes(expiresAt);
  } catch {
    return false;
  }
}

export const drawLink = (parcel: string) => post<{ size: number; path: string }>('/api/cart/qr', { parcel });

export type TakeOutcome = 'taken' | 'own' | 'full' | 'no' | 'unheard';

/**
 * Joins the cart behind a code. `own`: this device has that cart already and the code stays good; `full`: both carts
 * together are too large; `no`: the shop says the code is not good; `unheard`: it has not said anything about the code.
 */
export async function takeByCode(code: string): Promise<TakeOutcome> {
  const answer = await talk('/api/cart/take', { code });
  if (answer?.isOk) return (answer.body as Partial<TakeAnswer> | null)?.isOwn ? 'own' : 'taken';
  switch (problemName(answer?.body)) {
    case 'cart-full':
      return 'full';
    case 'not-found':
      return 'no';
    default:
      return 'unheard';
  }
}

/** Offers a text as a file to save. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  const address = URL.createObjectURL(new Blob([text], { type }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

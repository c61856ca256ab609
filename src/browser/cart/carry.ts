/** The cart carried elsewhere: asks of the server, and what the device does itself. */
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

export const drawLink = (parcel: string) => post<{ size: number; path: string }>('/api/cart/qr', { parcel });

/** Joins the cart behind a code; `full`: both carts together are too large; `no`: the code is not good or nobody answered. */
export async function takeByCode(code: string): Promise<'taken' | 'full' | 'no'> {
  const answer = await talk('/api/cart/take', { code });
  if (!answer) return 'no';
  if (answer.isOk) return 'taken';
  return problemName(answer.body) === 'cart-full' ? 'full' : 'no';
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

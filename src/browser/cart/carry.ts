/** The cart carried elsewhere: asks of the server, and what the device does itself. */

async function post<T>(path: string, body: unknown): Promise<T | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}

export const askForCode = () => post<{ code: string; expiresAt: number }>('/api/cart/code', {});

export const drawLink = (parcel: string) => post<{ size: number; path: string }>('/api/cart/qr', { parcel });

/** Joins the cart behind a code; false when the code is not good or nobody answered. */
export async function takeByCode(code: string): Promise<boolean> {
  return (await post<{ taken: boolean }>('/api/cart/take', { code }))?.taken === true;
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

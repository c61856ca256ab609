/** Sets the shop's cookies on an answer, all alike: Secure, SameSite=Lax, for the whole site and this host only. */
import type { Cookies } from '@sveltejs/kit';

interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly maxAge: number;
  readonly httpOnly: boolean;
}

export function setCookies(cookies: Cookies, set: readonly SetCookie[]): void {
  for (const { name, value, maxAge, httpOnly } of set) {
    // The values are cookie-safe already; encoding them again would lengthen the cart.
    cookies.set(name, value, {
      path: '/',
      secure: true,
      sameSite: 'lax',
      httpOnly,
      maxAge,
      encode: (text) => text,
    });
  }
}

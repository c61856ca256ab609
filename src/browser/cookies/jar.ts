/** Cookies as this page can reach them. Values are written as they are: every format of ours is cookie-safe already. */
import Cookies from 'js-cookie';

export interface CookieJar {
  get(name: string): string | undefined;
  /** False when the browser did not keep it: refused, or too large. */
  set(name: string, value: string): boolean;
  remove(name: string): void;
}

const raw = Cookies.withConverter<string>({ read: (value) => value, write: (value) => value });
const PLACE = { path: '/', secure: true, sameSite: 'lax' } as const;

/** `days`: how long this shop lets its cookies live (its setting CART_DAYS), counted from each writing. */
export function browserJar(days: number): CookieJar {
  return {
    get: (name) => raw.get(name),
    set(name, value) {
      raw.set(name, value, { ...PLACE, expires: days });
      return raw.get(name) === value;
    },
    remove: (name) => raw.remove(name, PLACE),
  };
}

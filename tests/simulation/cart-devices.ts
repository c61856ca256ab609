/** The places of a cart history: browsers with storage, cookies and tabs, and the server, each of which can fail on cue. */
import { EMPTY_CART, type CartState } from '#domain/cart/cart.ts';
import { encodeCart, decodeCart, CART_COOKIE, COOKIE_BYTES } from '#domain/cart/cookie-codec.ts';
import { savedMarks } from '#domain/cart/cookie-saved.ts';
import type { DeviceCopy } from '#domain/cart/device-copy.ts';
import { fromRows } from '#domain/cart/rows.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import type { CartServer, Heard } from '#browser/cart/cart-server.ts';
import type { CartStore } from '#browser/cart/cart-store.ts';
import { CartKeeper } from '#browser/cart/keeper.ts';
import type { CookieJar } from '#browser/cookies/jar.ts';
import type { StorageTrouble } from '#browser/storage-trouble.ts';
import type { CartRequest } from '#protocol/cart.ts';
import type { CartRecord } from '#server/cart/cart-record.ts';
import { unionOf } from './cart-truth.ts';

/** How one round of talk goes. */
export type Line = 'fine' | 'request-lost' | 'answer-lost' | 'repeated' | 'delayed';

/** What stands behind a device's storage: a map in memory, or IndexedDB. */
export interface Backing {
  readonly store: CartStore;
  peek(): Promise<DeviceCopy | undefined>;
  wipe(): Promise<void>;
}

/** What stands behind the server: records in memory, or a shop on SQLite. */
export interface ServerBacking {
  process(cid: string | undefined, request: CartRequest): Promise<Processed>;
  peek(cid: string): Promise<CartRecord | undefined>;
  wipe(cid: string): Promise<void>;
  /** The device of `own` takes over the cart behind `target` by a code; gives the id it has from then on and its cookie. */
  join(own: string | undefined, target: string): Promise<Joined>;
  /** Whether both ids lead to one cart. */
  isOne(a: string, b: string): Promise<boolean>;
}

/** `__Host-cid` and `__Host-cart`, as the answer sets them. */
export interface Joined {
  readonly cid: string;
  readonly cookie: string;
}

export interface Processed extends Joined {
  readonly heard: Heard;
}

/** A request or an answer under way: what it carries, and the server's cart it will lead to. */
interface Letter {
  state: CartState;
  cid?: string;
}

export class Browser {
  readonly backing: Backing;
  readonly tabs: CartKeeper[] = [];
  cid: string | undefined;
  cookie: string | undefined;
  trouble: StorageTrouble | undefined;
  isCookieRefused = false;
  line: Line = 'fine';
  /** What requests and answers under way carry. */
  readonly letters = new Set<Letter>();
  /** Answers that are under way, each to be let through. */
  readonly underway: (() => void)[] = [];
  readonly #lives = new Map<CartKeeper, { isOpen: boolean }>();
  #isCookieBehind = false;
  /** A page wrote the cookie while it could not read what is stored, and none has read it since. */
  #isStoreUnread = false;
  readonly #server: ServerBacking;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #cookieBytes: number;
  readonly #heardOf: (cid: string) => Promise<void>;
  /** An answer sets the cookies, and may lead to another cart of the server than before. */
  readonly #switching: (act: () => void) => Promise<void>;

  constructor(ports: {
    backing: Backing;
    server: ServerBacking;
    clock: Clock;
    random: Random;
    cookieBytes: number;
    heardOf: (cid: string) => Promise<void>;
    switching: (act: () => void) => Promise<void>;
  }) {
    this.#switching = ports.switching;
    this.backing = ports.backing;
    this.#server = ports.server;
    this.#clock = ports.clock;
    this.#random = ports.random;
    this.#cookieBytes = ports.cookieBytes;
    this.#heardOf = ports.heardOf;
  }

  async openTab(): Promise<CartKeeper> {
    const life = { isOpen: true };
    const keeper = new CartKeeper({
      store: this.#store(life),
      jar: this.#jar(),
      server: this.#wire(life),
      clock: this.#clock,
      random: this.#random,
      cookieBytes: this.#cookieBytes,
      changed: () => undefined,
    });
    await keeper.look();
    this.tabs.push(keeper);
    this.#lives.set(keeper, life);
    return keeper;
  }

  /** A closed tab does nothing more, whatever it was waiting for. */
  closeTab(): void {
    const keeper = this.tabs.shift();
    const life = keeper && this.#lives.get(keeper);
    if (life) life.isOpen = false;
  }

  /** Takes over the cart behind `target`, as by a code. */
  async join(target: string): Promise<void> {
    const joined = await this.#server.join(this.cid, target);
    await this.#heardOf(joined.cid);
    await this.#switching(() => {
      this.cid = joined.cid;
      this.cookie = joined.cookie;
      // Until a page has looked, the cookie says what the server knows.
      this.#isCookieBehind = true;
    });
  }

  /** The cookie says all this browser knows. */
  get isCookieWhole(): boolean {
    const decoded = this.cookie === undefined ? undefined : decodeCart(this.cookie);
    return (
      !this.isCookieRefused &&
      !this.#isCookieBehind &&
      !this.#isStoreUnread &&
      decoded?.ok === true &&
      !decoded.cart.isTruncated
    );
  }

  #store(life: { readonly isOpen: boolean }): CartStore {
    const failing = async <T>(work: () => Promise<T>) =>
      !life.isOpen
        ? new Promise<never>(() => undefined)
        : this.trouble
          ? ({ ok: false, reason: this.trouble } as const)
          : work();
    return {
      update: (step) =>
        failing(async () => {
          const done = await this.backing.store.update(step);
          this.#isStoreUnread = false;
          return done;
        }),
      clear: () => failing(() => this.backing.store.clear()),
    };
  }

  #jar(): CookieJar {
    return {
      get: (name) => (name === CART_COOKIE && !this.isCookieRefused ? this.cookie : undefined),
      set: (_, value) => {
        this.#isCookieBehind = this.isCookieRefused;
        if (this.isCookieRefused) return false;
        if (this.trouble) this.#isStoreUnread = true;
        this.cookie = value;
        return true;
      },
      remove: () => (this.cookie = undefined),
    };
  }

  #wire(life: { readonly isOpen: boolean }): CartServer {
    return {
      post: async (request) => {
        // What travels is JSON, and nothing else.
        const sent = JSON.parse(JSON.stringify(request)) as CartRequest;
        const letter: Letter = { state: fromRows(sent.added, sent.removed) };
        this.letters.add(letter);
        const heard = await this.#carry(sent, letter, life);
        await this.#switching(() => void this.letters.delete(letter));
        return JSON.parse(JSON.stringify(heard)) as Heard;
      },
    };
  }

  async #carry(request: CartRequest, letter: Letter, life: { readonly isOpen: boolean }): Promise<Heard> {
    const line = this.line;
    if (line === 'request-lost') return { ok: false, reason: 'unheard' };
    if (line === 'delayed' && this.letters.size % 2 === 0) await this.#wait();
    let done = await this.#process(request);
    if (line === 'repeated') done = await this.#process(request);
    if (line === 'answer-lost') return { ok: false, reason: 'unheard' };
    if (done.heard.ok) {
      const { added, removed } = done.heard.answer;
      letter.state = unionOf([fromRows(added, removed), stateOfCookie(done.cookie)]);
      letter.cid = done.cid;
    }
    if (line === 'delayed') await this.#wait();
    if (done.heard.ok && !this.isCookieRefused) {
      await this.#switching(() => {
        this.cid = done.cid;
        this.cookie = done.cookie;
        // The page that asked writes it once more, with what was changed meanwhile; a closed one cannot.
        if (!life.isOpen) this.#isCookieBehind = true;
      });
    }
    return done.heard;
  }

  async #process(request: CartRequest): Promise<Processed> {
    const done = await this.#server.process(this.isCookieRefused ? undefined : this.cid, request);
    await this.#heardOf(done.cid);
    return done;
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.underway.push(resolve));
  }
}

/** What a cookie says; nothing where it cannot be read. */
export function stateOfCookie(cookie: string | undefined): CartState {
  const decoded = cookie === undefined ? undefined : decodeCart(cookie);
  if (!decoded?.ok) return EMPTY_CART;
  const { added, removed, saved } = decoded.cart;
  return { added: new Map(added), removed: new Set(removed), marks: saved };
}

/** The cookie a server writes from its record. */
export function cookieOf(record: CartRecord): string {
  const saved = savedMarks(record.state);
  return encodeCart(record.state, [], record.version, [], COOKIE_BYTES, { saved });
}

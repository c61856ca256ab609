/**
 * Keeps the cart of this page: storage first, memory after, the cookie as its mirror.
 *
 * - Every step runs in one IndexedDB transaction over what is stored merged with what is held, so tabs never overwrite
 *   each other. Without storage the step runs over memory and cookie.
 * - Steps of one page run one after another. After each the cookie is written if it does not say the same already:
 *   a cookie the server has set is left alone, because some browsers cut what script writes to seven days.
 */
import { countLiveDots, MOST_LIVE_DOTS, type CartState } from '#domain/cart/cart.ts';
import type { CartChange, ChangeOutcome } from '#domain/cart/change-cart.ts';
import {
  absorbCart,
  changeCopy,
  EMPTY_COPY,
  mergeCopies,
  withState,
  type DeviceCopy,
} from '#domain/cart/device-copy.ts';
import type { Dot } from '#domain/cart/dot.ts';
import { answerAsked, beginSync, endSync, hasUntold, untoldMarks } from '#domain/cart/sync.ts';
import { differenceOf, undo, type LineDifference } from '#domain/cart/undo.ts';
import { seenOf, viewCart, type CartLine } from '#domain/cart/view-cart.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import type { CartAnswer } from '#protocol/cart.ts';
import { CART_COOKIE } from '#protocol/cookies.ts';
import type { CookieJar } from '../cookies/jar.ts';
import type { StorageTrouble } from '../storage-trouble.ts';
import type { CartServer, Heard } from './cart-server.ts';
import type { CartStore } from './cart-store.ts';
import type { Safety } from './safety.ts';
import { absorbCookie, cookieOf, hasBegun } from './cookie-copy.ts';

export interface KeeperPorts {
  readonly store: CartStore;
  readonly jar: CookieJar;
  readonly server: CartServer;
  readonly clock: Clock;
  readonly random: Random;
  /** Room for the cookie, name and value; smaller only where overflow is tried out. */
  readonly cookieBytes?: number;
  /** Called after every step that changed something: other tabs should look. */
  changed(): void;
}

export type Changed =
  | { readonly ok: true; readonly differences: readonly LineDifference[] }
  | { readonly ok: false; readonly reason: Extract<ChangeOutcome, { ok: false }>['reason'] };

export type SyncOutcome =
  | {
      readonly ok: true;
      readonly answer: CartAnswer;
      /** What the server's copy changed in the visible cart. */
      readonly differences: readonly LineDifference[];
      readonly wasEmpty: boolean;
      readonly isMoreToTell: boolean;
    }
  | Extract<Heard, { ok: false }>;

type Stepped = { readonly ok: true; readonly copy: DeviceCopy } | Extract<ChangeOutcome, { ok: false }>;

export class CartKeeper {
  readonly #ports: KeeperPorts;
  #copy: DeviceCopy = EMPTY_COPY;
  #hidden: ReadonlySet<Dot> = new Set();
  #trouble: StorageTrouble | undefined;
  #isCookieRefused = false;
  /** The cookie as this page last read or wrote it. */
  #readCookie: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  /** Counts up with every forgetting: an answer asked for before it is about a cart that is no more. */
  #life = 0;

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
  }

  get copy(): DeviceCopy {
    return this.#copy;
  }

  /** Dots of the order that is waiting. */
  get hidden(): ReadonlySet<Dot> {
    return this.#hidden;
  }

  get lines(): CartLine[] {
    return viewCart(this.#copy.state, this.#hidden);
  }

  /** Something was ever put into this cart, here or elsewhere: only then is the server asked and a cookie set. */
  get isBegun(): boolean {
    return hasBegun(this.#copy);
  }

  get safety(): Safety {
    return {
      database: this.#trouble,
      isCookieRefused: this.#isCookieRefused,
      isPartial: this.#copy.isPartial,
      hasUntoldNotes: untoldMarks(this.#copy).some(([key]) => key.startsWith('n')),
      isToldServer: this.#copy.have > 0 && !hasUntold(this.#copy),
    };
  }

  /** Reads what is stored and what the cookie knows; also the way to notice what another tab did. */
  look(): Promise<readonly LineDifference[]> {
    const cookie = this.#ports.jar.get(CART_COOKIE);
    return this.#step((copy) => ({ ok: true, copy: absorbCookie(copy, cookie) })).then((done) =>
      done.ok ? done.differences : [],
    );
  }

  change(change: CartChange): Promise<Changed> {
    return this.#step((copy, hidden) => changeCopy(copy, change, { ...this.#ports, hidden }));
  }

  /** Several changes, all or none. */
  changeAll(changes: readonly CartChange[]): Promise<Changed> {
    return this.#step((copy, hidden) => {
      let current = copy;
      for (const change of changes) {
        const outcome = changeCopy(current, change, { ...this.#ports, hidden });
        if (!outcome.ok) return outcome;
        current = outcome.copy;
      }
      return { ok: true, copy: current };
    });
  }

  undo(differences: readonly LineDifference[]): Promise<Changed> {
    return this.#step((copy, hidden) => {
      const outcome = undo(copy.state, differences, { ...this.#ports, hidden });
      return outcome.ok ? { ok: true, copy: withState(copy, outcome.state) } : outcome;
    });
  }

  /** Merges a cart that came by link or file, unless that is more than a cart holds. */
  absorb(other: CartState): Promise<Changed> {
    return this.#step((copy) => {
      const merged = absorbCart(copy, other);
      const live = countLiveDots(merged.state);
      const isTooMuch = live > MOST_LIVE_DOTS && live > countLiveDots(copy.state);
      return isTooMuch ? { ok: false, reason: 'cart-full' } : { ok: true, copy: merged };
    });
  }

  /** After a long absence: these lines are kept, the others are let go. */
  keepAsked(keep: readonly CartLine[]): Promise<Changed> {
    return this.#step((copy, hidden) => answerAsked(copy, keep, { ...this.#ports, hidden }));
  }

  /** Any other pure step of the working copy. */
  apply(step: (copy: DeviceCopy) => DeviceCopy): Promise<Changed> {
    return this.#step((copy) => ({ ok: true, copy: step(copy) }));
  }

  /** One round of talk with the server. `need`: variants whose snapshot is wanted. */
  async sync(need: readonly number[]): Promise<SyncOutcome> {
    const life = this.#life;
    let request = beginSync(this.#copy).request;
    await this.apply((copy) => {
      const begun = beginSync(copy);
      request = begun.request;
      return begun.copy;
    });
    // Without cookies the server could not know the cart again: every round would leave an orphan there.
    if (this.#isCookieRefused || life !== this.#life) return { ok: false, reason: 'refused' };
    const heard = await this.#ports.server.post({ ...request, need });
    if (!heard.ok) return heard;
    if (life !== this.#life) {
      this.#ports.jar.remove(CART_COOKIE);
      return { ok: false, reason: 'refused' };
    }
    const wasEmpty = this.lines.length === 0;
    const done = await this.apply((copy) => endSync(copy, request, heard.answer));
    return {
      ok: true,
      answer: heard.answer,
      differences: done.ok ? done.differences : [],
      wasEmpty,
      isMoreToTell: hasUntold(this.#copy),
    };
  }

  /**
   * The shopper forgot everything, here or in another tab: the cart is gone from this page, the database and the cookie,
   * and an answer that is still under way brings none of it back. The server's copy is another matter.
   */
  forget(): Promise<void> {
    this.#life += 1;
    const run = this.#queue.then(async () => {
      await this.#ports.store.clear();
      this.#copy = EMPTY_COPY;
      this.#hidden = new Set();
      this.#readCookie = undefined;
      this.#ports.jar.remove(CART_COOKIE);
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  #step(step: (copy: DeviceCopy, hidden: ReadonlySet<Dot>) => Stepped): Promise<Changed> {
    const run = this.#queue.then(() => this.#run(step));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #run(step: (copy: DeviceCopy, hidden: ReadonlySet<Dot>) => Stepped): Promise<Changed> {
    const { store, jar } = this.#ports;
    const shown = seenOf(this.#copy.state, this.#hidden);
    const held = this.#copy;
    let cookie = jar.get(CART_COOKIE);
    const attempt = (stored: DeviceCopy | undefined, hidden: ReadonlySet<Dot>) => {
      // A cookie this page has not read yet may know more than both: it is read before it is written over.
      const isRead = stored !== undefined && cookie === this.#readCookie;
      const known = stored ? mergeCopies(stored, held) : held;
      const whole = isRead ? known : absorbCookie(known, cookie);
      const stepped = step(whole, hidden);
      const copy = stepped.ok ? stepped.copy : whole;
      const differences = differenceOf(whole.state, copy.state, hidden);
      return { copy, value: { refusal: stepped.ok ? undefined : stepped.reason, differences } };
    };
    const stored = await store.update(attempt);
    // Without storage the cookie is what tabs share: what another wrote while this one waited is read before it is written over.
    if (!stored.ok) cookie = jar.get(CART_COOKIE);
    const done = stored.ok ? stored.value : { ...attempt(undefined, this.#hidden), hidden: this.#hidden };
    this.#trouble = stored.ok ? undefined : stored.reason;
    this.#readCookie = cookie;
    this.#copy = done.copy;
    this.#hidden = done.hidden;
    this.#mirror();
    const { refusal, differences } = done.value;
    if (seenOf(this.#copy.state, this.#hidden) !== shown) this.#ports.changed();
    return refusal ? { ok: false, reason: refusal } : { ok: true, differences };
  }

  /** Writes the cookie unless it says the same already. */
  #mirror(): void {
    if (!hasBegun(this.#copy)) return;
    const { jar, cookieBytes } = this.#ports;
    const text = cookieOf(this.#copy, this.#trouble !== undefined, cookieBytes);
    if (jar.get(CART_COOKIE) === this.#readCookie) this.#readCookie = text;
    this.#isCookieRefused = jar.get(CART_COOKIE) !== text && !jar.set(CART_COOKIE, text);
  }
}

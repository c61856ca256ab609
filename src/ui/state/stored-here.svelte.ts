/** What is stored on this device, live, for the page that shows it. */
import type { KeptThing } from '#browser/kept-here/inventory.ts';
import { PUBLISHED_STORES } from '#domain/policy/stores.ts';
import { CART_COOKIE, CART_ID_COOKIE } from '#protocol/cookies.ts';
import { publishedCookies } from '#protocol/published-cookies.ts';
import { cookieDays } from './cookie-days.ts';

/** What each thing is called in plain words, by its name. */
export const KEPT_TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  [...publishedCookies, ...PUBLISHED_STORES].map(({ name, title }) => [name, title]),
);
/** Its name, a sign between, and 22 of base64url. */
const ID_BYTES = CART_ID_COOKIE.length + 23;
const ID_CONTENT = 'a random number no page can read';

class StoredHere {
  cookies = $state.raw<readonly KeptThing[]>([]);
  stores = $state.raw<readonly KeptThing[]>([]);
  isKnown = $state(false);
  /** Whether the browser holds the number of the cart; undefined where the shop does not say. */
  hasId = $state<boolean | undefined>();
  readonly cartId = $derived<KeptThing>({
    name: CART_ID_COOKIE,
    content: {
      true: `${ID_CONTENT}; there while the shop keeps your cart`,
      false: '',
      undefined: `${ID_CONTENT}; whether it is here only the shop can say, and it does not answer`,
    }[`${this.hasId}`],
    bytes: this.hasId ? ID_BYTES : undefined,
  });
  /** What has just been done, announced. */
  said = $state('');
  #askedFor: string | undefined;
  #isForgetting = false;

  async look(): Promise<void> {
    const { inventory, database, jar } = await ports();
    this.cookies = await inventory.keptCookies(jar, cookieDays());
    this.stores = await inventory.keptStores(database);
    this.isKnown = true;
    await this.#askForId();
  }

  /** The shop is asked anew when it has set its cookies anew, which come together. */
  async #askForId(): Promise<void> {
    const { inventory, jar } = await ports();
    const about = jar.get(CART_COOKIE) ?? '';
    if (this.#askedFor === about && this.hasId !== undefined) return;
    this.#askedFor = about;
    this.hasId = await inventory.askForId();
  }

  async deleteCookie(name: string): Promise<void> {
    const { inventory, jar } = await ports();
    if (name === CART_ID_COOKIE) {
      this.said = (await inventory.forgetOnServer('id')) ? 'Deleted.' : 'The shop did not answer.';
      this.#askedFor = undefined;
    } else {
      jar.remove(name);
      this.said = 'Deleted.';
    }
    await this.look();
  }

  async deleteStore(name: string): Promise<void> {
    const { inventory, database } = await ports();
    this.said = (await inventory.clearGroup(database, name)) ? 'Deleted.' : 'The browser did not delete it.';
    await this.look();
  }

  /** Deletes everything and opens the page anew, so that nothing lives on in its memory. */
  async forgetMe(): Promise<void> {
    if (this.#isForgetting) return;
    this.#isForgetting = true;
    const { inventory, database, jar, browserTabs, WITHOUT_WORKER } = await ports();
    const left = await inventory.forgetAll(database, jar, browserTabs());
    this.#isForgetting = false;
    if (left.length === 0) location.replace(`/cookies${WITHOUT_WORKER}`);
    else if (left.includes(CART_ID_COOKIE)) {
      this.said = `The shop did not answer, and only it can delete ${CART_ID_COOKIE}: with it your cart would come back. The rest is deleted. Leave this page open and it is done as soon as the shop answers.`;
      addEventListener('online', () => void this.forgetMe(), { once: true });
    } else this.said = `Deleted, except: ${left.join(', ')}. Close the shop's other tabs and try again.`;
  }

  /** The page after it: the one before noted its place in this tab while it was left. */
  async endForgetting(): Promise<void> {
    const { inventory, WITHOUT_WORKER } = await ports();
    if (location.search === WITHOUT_WORKER) await inventory.clearSession();
  }
}

/** All of them at the first look: what deletes must be here when the network is not. */
async function ports() {
  const [inventory, { deviceDatabase }, { browserJar }, { browserTabs }, { WITHOUT_WORKER }] =
    await Promise.all([
      import('#browser/kept-here/inventory.ts'),
      import('#browser/database.ts'),
      import('#browser/cookies/jar.ts'),
      import('#browser/cart/tabs.ts'),
      import('#browser/worker/drop-caches.ts'),
    ]);
  return {
    inventory,
    database: deviceDatabase(),
    jar: browserJar(cookieDays()),
    browserTabs,
    WITHOUT_WORKER,
  };
}

export const storedHere = new StoredHere();

/** What is stored on this device, live, for the page that shows it. */
import type { KeptThing } from '#browser/kept-here/inventory.ts';
import { cookieDays } from './cookie-days.ts';

class StoredHere {
  cookies = $state.raw<readonly KeptThing[]>([]);
  stores = $state.raw<readonly KeptThing[]>([]);
  isKnown = $state(false);
  /** What has just been done, announced. */
  said = $state('');

  async look(): Promise<void> {
    const { inventory, database, jar } = await ports();
    this.cookies = await inventory.keptCookies(jar, cookieDays());
    this.stores = await inventory.keptStores(database);
    this.isKnown = true;
  }

  async deleteCookie(name: string): Promise<void> {
    const { inventory, jar } = await ports();
    if (name === '__Host-cid')
      this.said = (await inventory.forgetOnServer('id')) ? 'Deleted.' : 'The shop did not answer.';
    else {
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
    const { inventory, database, jar } = await ports();
    const { browserTabs } = await import('#browser/cart/tabs.ts');
    const left = await inventory.forgetAll(database, jar, browserTabs());
    if (left.length === 0) location.replace('/cookies?forgotten');
    else this.said = `Deleted, except: ${left.join(', ')}. Close the shop's other tabs and try again.`;
  }
}

async function ports() {
  const [inventory, { deviceDatabase }, { browserJar }] = await Promise.all([
    import('#browser/kept-here/inventory.ts'),
    import('#browser/database.ts'),
    import('#browser/cookies/jar.ts'),
  ]);
  return { inventory, database: deviceDatabase(), jar: browserJar(cookieDays()) };
}

export const storedHere = new StoredHere();

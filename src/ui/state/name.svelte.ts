/** What the visitor wants to be called. Known only on the device; the server's pages are the same for everybody. */
import { cookieDays } from './cookie-days.ts';

class VisitorName {
  /** '' for none, or not known yet. */
  name = $state('');
  /** The question was put before. True until the device has answered, so that it never flashes up. */
  isAsked = $state(true);
  #opening: Promise<void> | undefined;

  open(): Promise<void> {
    return (this.#opening ??= this.#read());
  }

  /** Keeps a name; false when this browser kept it nowhere. */
  async keep(text: string): Promise<boolean> {
    const { names, database, jar } = await this.#ports();
    const isKept = await names.keepName(database, jar, text);
    await this.#read();
    void this.#mirrorAgain();
    return isKept;
  }

  async forget(): Promise<void> {
    const { names, database, jar } = await this.#ports();
    await names.forgetName(database, jar);
    await this.#read();
    void this.#mirrorAgain();
  }

  async waveAway(): Promise<void> {
    const { names, database } = await this.#ports();
    await names.waveNameAway(database);
    this.isAsked = true;
  }

  /** When the sync that is under way has been answered. */
  async #mirrorAgain(): Promise<void> {
    const { names, jar } = await this.#ports();
    const { aloneAmongTabs } = await import('#browser/cart/tabs.ts');
    await aloneAmongTabs(async () => names.mirrorName(jar, this.name));
  }

  async #read(): Promise<void> {
    const { names, database, jar } = await this.#ports();
    const { name, isAsked } = await names.readName(database, jar);
    this.name = name;
    this.isAsked = isAsked;
  }

  async #ports() {
    const [names, { deviceDatabase }, { browserJar }] = await Promise.all([
      import('#browser/name/visitor-name.ts'),
      import('#browser/database.ts'),
      import('#browser/cookies/jar.ts'),
    ]);
    return { names, database: deviceDatabase(), jar: browserJar(cookieDays()) };
  }
}

export const visitorName = new VisitorName();

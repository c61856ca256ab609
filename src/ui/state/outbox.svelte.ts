/** Orders of this device that wait, need the shopper or were placed, as pages draw them. */
import { hiddenDots, isOpen, type NewIntent, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import { openDeviceOutbox, type DeviceOutbox } from '#browser/checkout/device-outbox.ts';
import { keepSending } from '#browser/checkout/keep-sending.ts';
import { askForNotice } from '#browser/checkout/ask-for-notice.ts';
import { readNoticeWish, type NoticeWish } from '#browser/checkout/placed-notice.ts';
import { deviceConnection } from '#browser/network/connection.ts';
import { readOrdersSeen, type OrderSeen } from '#browser/checkout/indexed-outbox.ts';
import { deviceDatabase, type Stored } from '#browser/database.ts';

class OutboxState {
  /** Newest first; undefined until read. */
  intents = $state.raw<readonly WaitingIntent[] | undefined>(undefined);
  /** Orders placed from this device, newest first. */
  seen = $state.raw<readonly OrderSeen[]>([]);
  waiting = $derived((this.intents ?? []).filter(isOpen));
  /** What no cart may show meanwhile. */
  hidden = $derived(hiddenDots(this.intents ?? []));
  /** Whether a notice of the system tells of a placed order; undefined until read. */
  notice = $state<NoticeWish | undefined>(undefined);
  #outbox: DeviceOutbox | undefined;

  /** Once per page, by the root layout. `spend` tombstones ordered dots in the cart. Gives the way to stop. */
  start(spend: (dots: readonly string[]) => Promise<boolean>): () => void {
    const outbox = (this.#outbox = openDeviceOutbox({
      spend,
      isLookedAt: async () => document.visibilityState === 'visible',
      isDevelopment: import.meta.env.DEV,
    }));
    const unwatch = outbox.watch(() => void this.#read());
    void this.#read();
    const stop = keepSending(outbox);
    const unhear = deviceConnection().watch((state) => {
      if (state === 'reached') void outbox.send(true);
    });
    return () => {
      stop();
      unwatch();
      unhear();
    };
  }

  /** *Place order*: on disk first, then on its way. A trouble means nothing was saved and nothing sent. */
  async place(intent: NewIntent, text: string): Promise<Stored<WaitingIntent>> {
    const saved = await this.#required().save(intent, text);
    await this.#read();
    if (saved.ok) {
      void this.#required().send(true);
      void askForSync();
    }
    return saved;
  }

  find(checkoutId: string): WaitingIntent | undefined {
    return this.intents?.find((intent) => intent.checkoutId === checkoutId);
  }

  async sendNow(): Promise<void> {
    await this.#required().send(true);
  }

  async cancel(checkoutId: string): Promise<Stored<WaitingIntent | undefined>> {
    const wished = await this.#required().cancel(checkoutId);
    await this.#read();
    void this.#required().send(true);
    return wished;
  }

  async confirm(checkoutId: string): Promise<void> {
    await this.#required().confirm(checkoutId);
    void this.#required().send(true);
  }

  async readNotice(): Promise<void> {
    this.notice = await readNoticeWish(deviceDatabase());
  }

  /** On the shopper's own press, never otherwise. */
  async askForNotice(): Promise<void> {
    this.notice = await askForNotice(deviceDatabase());
  }

  dismiss(checkoutId: string): Promise<void> {
    return this.#required().dismiss(checkoutId);
  }

  #required(): DeviceOutbox {
    if (!this.#outbox) throw new Error('outbox.start() runs in the root layout first');
    return this.#outbox;
  }

  async #read(): Promise<void> {
    this.seen = await readOrdersSeen(deviceDatabase());
    const all = await this.#outbox?.list();
    if (all?.ok) this.intents = [...all.value].sort((a, b) => b.createdAt - a.createdAt);
    else if (all) this.intents ??= [];
  }
}

/** Background Sync, where it exists: the worker sends after the last page was closed. */
async function askForSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as
    (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined;
  await registration?.sync?.register('outbox').catch(() => {});
}

export const outbox = new OutboxState();

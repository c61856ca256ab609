/** The outbox's store in memory, with the same promises as the real one; what it holds survives any tab. */
import type { OutboxStore } from '#browser/checkout/outbox-store.ts';
import { isOpen, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';

export class MemoryOutbox implements OutboxStore {
  readonly intents = new Map<string, WaitingIntent>();
  readonly texts = new Map<string, string>();
  isKeyLost = false;

  async add(intent: WaitingIntent, text: string) {
    this.intents.set(intent.checkoutId, intent);
    this.texts.set(intent.checkoutId, text);
    return { ok: true, value: undefined } as const;
  }

  async all() {
    return { ok: true, value: [...this.intents.values()] } as const;
  }

  async change(checkoutId: string, change: (intent: WaitingIntent) => WaitingIntent) {
    const before = this.intents.get(checkoutId);
    if (!before) return { ok: true, value: undefined } as const;
    const after = change(before);
    this.intents.set(checkoutId, after);
    if (!isOpen(after)) this.texts.delete(checkoutId);
    return { ok: true, value: { before, after } } as const;
  }

  async text(checkoutId: string) {
    const text = this.isKeyLost ? undefined : this.texts.get(checkoutId);
    return text === undefined ? ({ ok: false, isGone: true } as const) : ({ ok: true, text } as const);
  }

  async drop(checkoutId: string) {
    if (!isOpen(this.intents.get(checkoutId)!)) this.intents.delete(checkoutId);
    return { ok: true, value: undefined } as const;
  }
}

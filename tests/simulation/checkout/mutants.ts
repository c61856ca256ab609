/** What naive outboxes do (checks.md, traps 1 to 3). Each must be caught, or the harness proves nothing. */
import type { OutboxStore } from '#browser/checkout/outbox-store.ts';
import type { Mutation } from './history.ts';

const wrap = (store: OutboxStore, over: Partial<OutboxStore>): OutboxStore => ({
  add: (intent, text) => store.add(intent, text),
  all: () => store.all(),
  change: (id, change) => store.change(id, change),
  text: (id) => store.text(id),
  drop: (id) => store.drop(id),
  ...over,
});

export const mutants: Readonly<Record<string, Mutation>> = {
  /** Takes the request out of the queue, then sends it. */
  'delete before send': {
    store: (store, memory) =>
      wrap(store, {
        async text(id) {
          const letter = await store.text(id);
          memory.intents.delete(id);
          memory.texts.delete(id);
          return letter;
        },
      }),
  },
  /** Any HTTP answer at all is success. */
  'any answer is success': {
    transport: (transport) => ({
      ...transport,
      async place(id, text) {
        const reply = await transport.place(id, text);
        const placement = { number: '?', link: '/orders/x', total: 0, currency: 'USD', placedAt: 0 };
        return reply.kind === 'silence' ? { kind: 'placed', placement } : reply;
      },
    }),
  },
  /** A fresh idempotency key for each try. */
  'new key per retry': {
    transport: (transport, chance) => ({
      ...transport,
      place(_id, text) {
        const fresh = `r${chance.below(1e9)}`;
        return transport.place(fresh, JSON.stringify({ ...JSON.parse(text), checkoutId: fresh }));
      },
    }),
  },
  /** Entries expire silently. */
  'forget after a day': {
    store: (store, memory, now) =>
      wrap(store, {
        async all() {
          for (const [id, intent] of memory.intents)
            if (now() - intent.createdAt > 86_400_000) {
              memory.intents.delete(id);
              memory.texts.delete(id);
            }
          return store.all();
        },
      }),
  },
  /** "Order received" as soon as it leaves. */
  'success before the number': {
    store: (store) =>
      wrap(store, {
        change: (id, change) =>
          store.change(id, (intent) => {
            const after = change(intent);
            return after.state === 'sending' ? { ...after, state: 'placed' } : after;
          }),
      }),
  },
};

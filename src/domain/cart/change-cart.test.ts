import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cart, seededRandom } from '#tests/simulation/random-carts.ts';
import { countLiveDots, EMPTY_CART, type CartState } from './cart.ts';
import { cleanNote, changeCart, type CartChange, type Maker } from './change-cart.ts';
import { mergeCarts } from './merge.ts';
import { differenceOf, undo } from './undo.ts';
import { viewCart, viewSaved } from './view-cart.ts';

const maker: Maker = { clock: { now: () => 1_000 }, random: seededRandom(7) };

function after(state: CartState, ...changes: CartChange[]): CartState {
  return changes.reduce((current, change) => {
    const outcome = changeCart(current, change, maker);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.state;
  }, state);
}

function quantity(state: CartState, variant: number): number {
  return viewCart(state).find((line) => line.variant === variant)?.n ?? 0;
}

describe('changing a cart', () => {
  it('adds on top, sets what is wanted, removes what it saw', () => {
    fc.assert(
      fc.property(
        cart,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 99 }),
        (state, variant, n) => {
          const before = quantity(state, variant);
          expect(quantity(after(state, { do: 'add', variant, n }), variant)).toBe(before + n);
          expect(quantity(after(state, { do: 'set', variant, n }), variant)).toBe(n);
          expect(quantity(after(state, { do: 'remove', variant }), variant)).toBe(0);
        },
      ),
    );
  });

  it('C2, C3: an addition elsewhere survives a removal that had not seen it; what was seen never comes back', () => {
    fc.assert(
      fc.property(cart, (state) => {
        const here = after(state, { do: 'remove', variant: 1 });
        const there = after(state, { do: 'add', variant: 1, n: 3 });
        expect(quantity(mergeCarts(here, there), 1)).toBe(3);
        expect(quantity(mergeCarts(here, state), 1)).toBe(0);
      }),
    );
  });

  it('C4: two devices set at once: the newer set counts, and later additions on top', () => {
    const base = after(EMPTY_CART, { do: 'add', variant: 1, n: 2 });
    const early = { ...maker, clock: { now: () => 1 } };
    const a = changeCart(base, { do: 'set', variant: 1, n: 5 }, early);
    const b = after(base, { do: 'set', variant: 1, n: 7 }, { do: 'add', variant: 1, n: 1 });
    if (!a.ok) throw new Error(a.reason);
    expect(quantity(mergeCarts(a.state, b), 1)).toBe(8);
  });

  it('a change sees the losing concurrent sets too', () => {
    const a = after(EMPTY_CART, { do: 'set', variant: 1, n: 5 });
    const b = after(EMPTY_CART, { do: 'set', variant: 1, n: 7 });
    const merged = mergeCarts(a, b);
    expect(viewCart(after(merged, { do: 'remove', variant: 1 }))).toEqual([]);
  });

  it('refuses what breaks a limit and changes nothing', () => {
    for (const n of [0, -1, 1.5, NaN, 10_000_000])
      expect(changeCart(EMPTY_CART, { do: 'add', variant: 1, n }, maker)).toEqual({
        ok: false,
        reason: 'bad-quantity',
      });
    expect(changeCart(EMPTY_CART, { do: 'add', variant: 2 ** 40, n: 1 }, maker).ok).toBe(false);
    const full = after(
      EMPTY_CART,
      ...Array.from({ length: 500 }, (_, i) => ({ do: 'add', variant: i, n: 1 }) as const),
    );
    expect(changeCart(full, { do: 'add', variant: 9, n: 1 }, maker)).toEqual({
      ok: false,
      reason: 'cart-full',
    });
    expect(countLiveDots(after(full, { do: 'set', variant: 9, n: 4 }))).toBe(500);
  });

  it('an order that waits hides its dots; what is set meanwhile adds up when they come back', () => {
    const ordered = after(EMPTY_CART, { do: 'add', variant: 1, n: 2 });
    const hidden = new Set(ordered.added.keys());
    const outcome = changeCart(ordered, { do: 'set', variant: 1, n: 3 }, { ...maker, hidden });
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(viewCart(outcome.state, hidden)[0]?.n).toBe(3);
    expect(quantity(outcome.state, 1)).toBe(5);
    expect(quantity(after(outcome.state, { do: 'spend', dots: [...hidden] }), 1)).toBe(3);
  });

  it('undoes removals and merges by fresh dots', () => {
    const base = after(EMPTY_CART, { do: 'add', variant: 1, n: 2 }, { do: 'add', variant: 2, n: 4 });
    const removed = after(base, { do: 'remove', variant: 1 });
    const changes = differenceOf(base, removed);
    const undone = undo(removed, changes, maker);
    if (!undone.ok) throw new Error(undone.reason);
    expect(quantity(undone.state, 1)).toBe(2);
    expect([...base.added.keys()].every((dot) => undone.state.added.has(dot))).toBe(true);
    expect(quantity(mergeCarts(undone.state, base), 1)).toBe(2);
  });

  it('a note goes with its line, removed, set to none or ordered, and comes back with an undo', () => {
    const noted = after(EMPTY_CART, { do: 'add', variant: 1, n: 2 }, { do: 'note', variant: 1, text: 'R1' });
    const ends: CartChange[] = [
      { do: 'remove', variant: 1 },
      { do: 'set', variant: 1, n: 0 },
      { do: 'spend', dots: [...noted.added.keys()] },
    ];
    for (const end of ends) {
      const ended = after(noted, end);
      expect(viewCart(after(ended, { do: 'add', variant: 1, n: 1 }))[0]?.note).toBe('');
      const undone = undo(ended, differenceOf(noted, ended), maker);
      expect(undone.ok && viewCart(undone.state)).toEqual(viewCart(noted));
    }
    const later = after(noted, { do: 'save-for-later', variant: 1 });
    expect(viewCart(after(later, { do: 'back-to-cart', variant: 1 }))[0]?.note).toBe('R1');
    const forgotten = after(later, { do: 'forget-saved', variant: 1 }, { do: 'add', variant: 1, n: 1 });
    expect(viewCart(forgotten)[0]?.note).toBe('');
  });

  it('an undo takes back its own change and nothing that came since', () => {
    const one = fc.integer({ min: 1, max: 9 });
    const change = fc.oneof(
      fc.record({ do: fc.constant('add' as const), variant: fc.constant(1), n: one }),
      fc.record({ do: fc.constant('set' as const), variant: fc.constant(1), n: one }),
      fc.constantFrom<CartChange>(
        { do: 'remove', variant: 1 },
        { do: 'save-for-later', variant: 1 },
        { do: 'back-to-cart', variant: 1 },
        { do: 'forget-saved', variant: 1 },
      ),
    );
    fc.assert(
      fc.property(cart, change, fc.nat(5), (state, done, more) => {
        const changed = after(state, done);
        const since = more === 0 ? changed : after(changed, { do: 'add', variant: 1, n: more });
        const undone = undo(since, differenceOf(state, changed), maker);
        if (!undone.ok) throw new Error(undone.reason);
        expect(quantity(undone.state, 1)).toBe(quantity(state, 1) + more);
        expect(viewSaved(undone.state)).toEqual(viewSaved(state));
      }),
    );
    // Smaller than before already, by the shopper's own hand: left as it is.
    const [two, five] = [2, 5].map((n) => after(EMPTY_CART, { do: 'set', variant: 1, n }));
    const single = undo(after(five!, { do: 'set', variant: 1, n: 1 }), differenceOf(two!, five!), maker);
    expect(single.ok && quantity(single.state, 1)).toBe(1);
  });

  it('saves for later and takes back, one step each way', () => {
    const base = after(EMPTY_CART, { do: 'add', variant: 1, n: 2 });
    const saved = after(base, { do: 'save-for-later', variant: 1 });
    expect([viewCart(saved), viewSaved(saved)]).toEqual([[], [{ variant: 1, n: 2 }]]);
    const back = after(saved, { do: 'back-to-cart', variant: 1 });
    expect([quantity(back, 1), viewSaved(back)]).toEqual([2, []]);
  });

  it('keeps a note to one plain line of 140 characters', () => {
    const noted = after(
      EMPTY_CART,
      { do: 'add', variant: 1, n: 1 },
      { do: 'note', variant: 1, text: ` left\n+ \u0000right ${'x'.repeat(200)}` },
    );
    const note = viewCart(noted)[0]!.note;
    expect(note.startsWith('left + right x')).toBe(true);
    expect(note.length).toBe(140);
  });
});

it('keeps the joiners within a note, and nothing else that cannot be seen', () => {
  const family = '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}';
  for (const text of [family, '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', `for ${family} R1`])
    expect(cleanNote(text)).toBe(text);
  expect(cleanNote('\u200d a\u200d \u200cb\u200b\u0007c\u200d')).toBe('a b c');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const clean = cleanNote(text);
      expect(cleanNote(clean)).toBe(clean);
      expect([...clean].length).toBeLessThanOrEqual(140);
      expect(clean).not.toMatch(/[^\P{C}\u200c\u200d]/u);
    }),
  );
});

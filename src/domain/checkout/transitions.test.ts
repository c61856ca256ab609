import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Random } from '#domain/time/clock.ts';
import { ageOf, askWhetherStillWanted, confirmStillWanted, expire, WIPE_AFTER } from './age.ts';
import { delayCap, nextDelay, LEASE } from './retry-schedule.ts';
import * as step from './transitions.ts';
import { hiddenDots, isOpen, isOurs, queueIntent, type WaitingIntent } from './waiting-intent.ts';
import { intentWords } from './words.ts';

const random: Random = { bytes: (n) => new Uint8Array(n).fill(128) };
const placement = { number: '7K2F-9QXD', link: '/orders/x', total: 1, currency: 'USD', placedAt: 5 };
const fresh = (): WaitingIntent =>
  queueIntent({ checkoutId: 'c', dots: ['d'], lines: [], total: 1, currency: 'USD' }, 1_000);

type Step = readonly [name: string, apply: (intent: WaitingIntent, now: number) => WaitingIntent];
const steps: readonly Step[] = [
  ['lease', (i, now) => step.takeLease(i, now)],
  ['silence', (i, now) => step.keepWaiting(i, { isRefusal: false, isOnline: true }, now, random)],
  [
    'refusal',
    (i, now) => step.keepWaiting(i, { isRefusal: true, isOnline: true, retryAfter: 1e9 }, now, random),
  ],
  ['postpone', (i, now) => step.postpone(i, false, now, random)],
  ['place', (i) => step.place(i, placement)],
  ['attention', (i) => step.needAttention(i, { reason: 'changed' })],
  ['wish', (i, now) => step.wishCancel(i, now)],
  ['confirm', (i) => step.confirmCancel(i)],
  ['ask', (i, now) => askWhetherStillWanted(i, now)],
  ['still', (i, now) => confirmStillWanted(i, now)],
  ['expire', (i, now) => expire(i, now)],
];
const history = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.integer({ min: -1e12, max: 1e12 })), {
  maxLength: 30,
});

describe('an intent', () => {
  it('never leaves its end, never forgets that it was sent, and hides its dots while open or placed', () => {
    fc.assert(
      fc.property(history, (moves) => {
        let intent = fresh();
        for (const [which, now] of moves) {
          const [name, apply] = steps[which]!;
          const next = apply(intent, now);
          if (!isOpen(intent)) expect(next).toEqual(intent);
          if (intent.wasSent) {
            expect(next.wasSent).toBe(true);
            // Once sent, only these three end it.
            if (isOpen(intent) && !isOpen(next)) expect(['place', 'attention', 'confirm']).toContain(name);
          }
          if (intent.isUncertain && isOpen(next)) expect(next.isUncertain).toBe(true);
          if (next.state === 'placed') expect(next.placement).toBeDefined();
          expect(hiddenDots([next]).has('d')).toBe(isOpen(next) || next.state === 'placed');
          expect([next.checkoutId, next.dots]).toEqual(['c', ['d']]);
          intent = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is due again within bounds whatever the clock does', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: -1e13, max: 1e13 }), (moves, later) => {
        let intent = fresh();
        for (const [which, now] of moves) intent = steps[which]![1](intent, now);
        if (!isOpen(intent)) return;
        // Whatever was noted, waiting 16 minutes on a running clock makes it due.
        const isEverDue = step.isDue(intent, later, false) || step.isDue(intent, later + 960_000, false);
        expect(isEverDue).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('belongs to one sender for 30 s, then to anybody', () => {
    const taken = step.takeLease(fresh(), 5_000);
    expect(step.isDue(taken, 5_001, true)).toBe(false);
    expect(step.isDue(taken, 5_000 + LEASE, false)).toBe(true);
    expect(step.takeLease(taken, 40_000).isUncertain).toBe(true);
  });

  it('is cancelled by the device alone only if it was never sent', () => {
    expect(step.wishCancel(fresh(), 2_000).state).toBe('cancelled');
    const sent = step.keepWaiting(
      step.takeLease(fresh(), 1),
      { isRefusal: false, isOnline: true },
      2,
      random,
    );
    expect(isOurs(sent)).toBe(false);
    const wished = step.wishCancel(sent, 3);
    expect([wished.state, wished.wish]).toEqual(['unknown', 'cancel']);
    expect(step.confirmCancel(wished).state).toBe('cancelled');
    expect(step.place(wished, placement).state).toBe('placed');
  });

  it('obeys Retry-After even when urgent, but not a mad one', () => {
    const told = step.keepWaiting(
      step.takeLease(fresh(), 0),
      { isRefusal: true, isOnline: true, retryAfter: 5_000 },
      0,
      random,
    );
    expect([told.state, step.isDue(told, 4_999, true), step.isDue(told, 5_000, true)]).toEqual([
      'queued',
      false,
      true,
    ]);
    const mad = step.keepWaiting(
      step.takeLease(fresh(), 0),
      { isRefusal: true, isOnline: true, retryAfter: 1e12 },
      0,
      random,
    );
    expect(step.isDue(mad, 900_000, true)).toBe(true);
  });

  it('grows old only unsent: asked after a week, wiped a month on, never by a leap of the clock', () => {
    const day = 86_400_000;
    expect(ageOf(fresh(), 6 * day)).toBe('fresh');
    expect(ageOf(fresh(), 8 * day)).toBe('ask');
    expect(ageOf(fresh(), 4_000 * day)).toBe('ask');
    const asked = askWhetherStillWanted(fresh(), 4_000 * day);
    expect(ageOf(asked, 4_001 * day)).toBe('ask');
    expect(expire(asked, 4_000 * day + WIPE_AFTER).state).toBe('attention');
    expect(ageOf(confirmStillWanted(asked, 4_001 * day), 4_002 * day)).toBe('fresh');
    expect(ageOf(step.takeLease(fresh(), 1), 400 * day)).toBe('fresh');
  });

  it('says received only with a number', () => {
    fc.assert(
      fc.property(history, (moves) => {
        let intent = fresh();
        for (const [which, now] of moves) intent = steps[which]![1](intent, now);
        expect(/received/.test(intentWords(intent))).toBe(intent.state === 'placed');
      }),
    );
  });
});

describe('the retry schedule', () => {
  it('doubles from 1 s to 60 s online and 5 min otherwise, anywhere below', () => {
    expect([1, 2, 3, 7, 99].map((n) => delayCap(n, true))).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
    expect(delayCap(99, false)).toBe(300_000);
    fc.assert(
      fc.property(
        fc.nat(99),
        fc.boolean(),
        fc.uint8Array({ minLength: 4, maxLength: 4 }),
        (n, isOnline, bytes) => {
          const delay = nextDelay(n, isOnline, { bytes: () => bytes });
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(delayCap(n, isOnline));
        },
      ),
    );
  });
});

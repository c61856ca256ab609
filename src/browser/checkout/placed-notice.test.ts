import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { place, takeLease } from '#domain/checkout/transitions.ts';
import { queueIntent, type WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import { openDatabase, type DeviceDatabase } from '../database.ts';
import { askForNotice } from './ask-for-notice.ts';
import { readNoticeWish, tellPlaced } from './placed-notice.ts';

let database: DeviceDatabase;
let shown: string[];
const browser = { permission: 'default' as NotificationPermission, answer: 'granted', asked: 0 };

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  database = openDatabase();
  shown = [];
  Object.assign(browser, { permission: 'default', answer: 'granted', asked: 0 });
  vi.stubGlobal('Notification', {
    get permission() {
      return browser.permission;
    },
    requestPermission: async () => {
      browser.asked += 1;
      return (browser.permission = browser.answer as NotificationPermission);
    },
  });
});
afterEach(() => {
  database.close();
  vi.unstubAllGlobals();
});

const queued = queueIntent({ checkoutId: 'c1', dots: ['d'], lines: [], total: 100, currency: 'USD' }, 1_000);
const placed = place(takeLease(queued, 2_000), {
  number: '7K2F-9QXD',
  link: '/orders/x',
  total: 100,
  currency: 'USD',
  placedAt: 3_000,
});

const tell = (intent: WaitingIntent, isLookedAt = false) =>
  tellPlaced(
    database,
    intent,
    async () => ({ showNotification: async (title) => void shown.push(title) }),
    async () => isLookedAt,
  );

it('says nothing and asks nothing unless the shopper asked for it', async () => {
  await tell(placed);
  browser.permission = 'granted';
  await tell(placed);
  expect({ shown, asked: browser.asked }).toEqual({ shown: [], asked: 0 });
});

it("tells the server's number once asked for, and only of what was placed, and not to someone who looks", async () => {
  expect(await askForNotice(database)).toBe('on');
  await tell(queued);
  await tell(placed, true);
  expect(shown).toEqual([]);
  await tell(placed);
  expect(shown).toEqual(['Order 7K2F-9QXD received.']);
});

it('takes no for an answer, at once and later', async () => {
  browser.answer = 'denied';
  expect(await askForNotice(database)).toBe('refused');
  expect(await askForNotice(database)).toBe('refused');
  expect(browser.asked).toBe(1);
  browser.permission = 'granted';
  expect(await readNoticeWish(database)).toBe('off');
});

it('never stands in the way of the order', async () => {
  await askForNotice(database);
  await tellPlaced(
    database,
    placed,
    () => Promise.reject(new Error('no')),
    async () => false,
  );
  expect(shown).toEqual([]);
});

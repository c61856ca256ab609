/**
 * A notice of the system when a waiting order was placed: only where the shopper asked for it by a press of their own,
 * and only while no page of the shop is looked at. It bears the server's number and nothing of the order.
 */
import type { WaitingIntent } from '#domain/checkout/waiting-intent.ts';
import { intentWords } from '#domain/checkout/words.ts';
import type { DeviceDatabase } from '../database.ts';

/** In the store of settings: true once asked for. */
export const NOTICE_WISH = 'notify-placed';

/** off: could be asked; on; refused: the browser says no, or knows no notices. */
export type NoticeWish = 'off' | 'on' | 'refused';

export async function readNoticeWish(database: DeviceDatabase): Promise<NoticeWish> {
  if (permission() === 'denied') return 'refused';
  const read = await database.work(['settings'], 'readonly', (tx) =>
    tx.objectStore('settings').get(NOTICE_WISH),
  );
  return read.ok && read.value === true && permission() === 'granted' ? 'on' : 'off';
}

/** Tells of a placed order where that was asked for. Never throws: nothing of the order depends on it. */
export async function tellPlaced(
  database: DeviceDatabase,
  intent: WaitingIntent,
  registration: () => Promise<Pick<ServiceWorkerRegistration, 'showNotification'> | undefined>,
  isLookedAt: () => Promise<boolean>,
): Promise<void> {
  try {
    if (intent.state !== 'placed' || (await readNoticeWish(database)) !== 'on' || (await isLookedAt()))
      return;
    await (
      await registration()
    )?.showNotification(intentWords(intent), {
      tag: intent.checkoutId,
      icon: '/icons/app-192.png',
      data: { page: '/orders' },
    });
  } catch {
    // Some systems refuse notices for reasons of their own.
  }
}

export function permission(): NotificationPermission {
  return typeof Notification === 'undefined' ? 'denied' : Notification.permission;
}

/** Asking for notices of placed orders: on the shopper's press only, for here the browser asks its own question. */
import type { DeviceDatabase } from '../database.ts';
import { NOTICE_WISH, permission, type NoticeWish } from './placed-notice.ts';

export async function askForNotice(database: DeviceDatabase): Promise<NoticeWish> {
  if (permission() === 'denied' || (await Notification.requestPermission()) !== 'granted') return 'refused';
  await database.work(['settings'], 'readwrite', async (tx) => {
    await tx.objectStore('settings').put(true, NOTICE_WISH);
  });
  return 'on';
}

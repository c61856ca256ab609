/** Background Sync, where a browser has it: orders that wait are sent after the last page was closed. */
import { openDeviceOutbox } from '#browser/checkout/device-outbox.ts';
import { isOpen } from '#domain/checkout/waiting-intent.ts';
import { worker, type SyncEvent } from './scope.ts';

const TAG = 'outbox';

export function sendOnSync(isDevelopment: boolean): void {
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const { page } = (event.notification.data ?? {}) as { page?: unknown };
    event.waitUntil(show(page === '/orders' ? page : '/'));
  });
  worker.addEventListener('sync' as 'message', (event) => {
    const sync = event as unknown as SyncEvent;
    if (sync.tag === TAG) sync.waitUntil(send(isDevelopment));
  });
}

/** Rejects while something still waits: the browser then asks again, later. */
async function send(isDevelopment: boolean): Promise<void> {
  // The worker has no cart: dots of placed orders are tombstoned by the next page.
  const outbox = openDeviceOutbox({ spend: async () => false, isLookedAt, isDevelopment });
  await outbox.send(true);
  const all = await outbox.list();
  if (all.ok && all.value.some(isOpen)) throw new Error('orders still wait');
}

async function isLookedAt(): Promise<boolean> {
  const pages = await worker.clients.matchAll({ type: 'window' });
  return pages.some((page) => page.visibilityState === 'visible');
}

/** The page in a tab that is open already, else in a new one. */
async function show(path: string): Promise<void> {
  const [open] = await worker.clients.matchAll({ type: 'window' });
  if (!open) return void (await worker.clients.openWindow(path));
  await open.focus();
  // Refused for tabs this worker does not answer for: those are left where they are.
  await open.navigate(path).catch(() => undefined);
}

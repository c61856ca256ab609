/** What this page knows of its network, its worker and its storage. Started once, after first paint. */
import { trustDevice } from '#browser/answers/page-answer.ts';
import { deviceConnection, type Reachability } from '#browser/network/connection.ts';
import type { StorageTrouble } from '#browser/storage-trouble.ts';
import type { WorkerControl } from '#browser/worker/register.ts';

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

class DeviceState {
  reachability = $state<Reachability>('unknown');
  trouble = $state<StorageTrouble | undefined>(undefined);
  /** A new version of the shop is here and waits for the shopper's word. */
  hasUpdate = $state(false);
  /** The shop opens without a network from now on. */
  isReady = $state(false);
  /** The browser would install the shop if asked to. */
  mayInstall = $state(false);
  #installing: InstallPrompt | undefined;
  #worker: WorkerControl | undefined;
  #stopCatalog: () => void = () => {};

  start(): () => void {
    trustDevice();
    const connection = deviceConnection();
    this.reachability = connection.state();
    const unhear = connection.watch((state) => (this.reachability = state));
    let unwatch = () => {};
    let isGone = false;
    // Kept for the page that offers it: no banner of the browser's own, and none of ours.
    const installable = (event: Event) => {
      event.preventDefault();
      this.#installing = event as InstallPrompt;
      this.mayInstall = true;
    };
    addEventListener('beforeinstallprompt', installable);
    const offline = () => connection.report(false);
    const online = () => void connection.check();
    addEventListener('offline', offline);
    addEventListener('online', online);
    // The page itself may have come from the device: only an answer tells.
    whenIdle(() => {
      void connection.check();
      void this.#register();
      // Loaded when idle, like all that has no part in the first view.
      void import('#browser/database.ts').then(({ deviceDatabase }) => {
        if (!isGone) unwatch = deviceDatabase().watch((trouble) => (this.trouble = trouble));
      });
      void this.#keepCatalog();
    });
    return () => {
      this.#stopCatalog();
      isGone = true;
      unhear();
      unwatch();
      removeEventListener('beforeinstallprompt', installable);
      removeEventListener('offline', offline);
      removeEventListener('online', online);
    };
  }

  /** On the shopper's word. */
  async install(): Promise<void> {
    this.mayInstall = false;
    await this.#installing?.prompt();
  }

  applyUpdate(): void {
    this.#worker?.apply();
  }

  async #keepCatalog(): Promise<void> {
    const { catalog } = await import('./catalog.svelte.ts');
    this.#stopCatalog = catalog.start();
    await catalog.sync();
  }

  async #register(): Promise<void> {
    // Loaded when it is needed: it has no part in the first view.
    const { registerWorker } = await import('#browser/worker/register.ts');
    this.#worker = await registerWorker({
      isDevelopment: import.meta.env.DEV,
      updated: () => (this.hasUpdate = true),
      ready: () => (this.isReady = true),
    });
  }
}

/** After the page was drawn and the first work is done. */
function whenIdle(task: () => void): void {
  const start = () =>
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(task, { timeout: 3_000 })
      : setTimeout(task, 500);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}

export const device = new DeviceState();

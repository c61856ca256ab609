/** What this page knows of its network, its worker and its storage. Started once, after first paint. */
import { trustDevice } from '#browser/answers/page-answer.ts';
import { deviceConnection, type Reachability } from '#browser/network/connection.ts';
import type { StorageTrouble } from '#browser/storage-trouble.ts';
import type { WorkerControl } from '#browser/worker/register.ts';
import { whenIdle } from '#ui/islands/when-idle.ts';

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

class DeviceState {
  reachability = $state<Reachability>('unknown');
  trouble = $state<StorageTrouble | undefined>(undefined);
  /** A new version of the shop is here and waits for the shopper's word. */
  hasUpdate = $state(false);
  /** Another tab runs a newer version, or a piece of this one is gone: reloading helps. */
  isOld = $state(false);
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
    // A piece of this page's build could not be loaded: offline, or gone for more than 30 days.
    const gone = () => (this.isOld = this.reachability !== 'silent');
    addEventListener('vite:preloadError', gone);
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
      removeEventListener('vite:preloadError', gone);
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
    const { startWorker } = await import('./start-worker.ts');
    this.#worker = await startWorker(this);
  }
}

export const device = new DeviceState();

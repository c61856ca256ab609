/** The faults of the developer's panel: between this page and its network, and in its storage. Never in a build. */
import { wipeDatabase } from '#browser/database.ts';
import { dropCaches } from '#browser/worker/drop-caches.ts';

export type FaultName =
  'none' | 'offline' | 'dead' | 'slow' | 'duplicated' | 'answer lost' | 'portal' | 'busy';

export const FAULTS: readonly { readonly id: FaultName; readonly about: string }[] = [
  { id: 'none', about: 'The network as it is.' },
  { id: 'offline', about: 'Every request fails at once.' },
  { id: 'dead', about: 'Connected, but nothing ever answers.' },
  { id: 'slow', about: 'Five seconds until anything is sent.' },
  { id: 'duplicated', about: 'Every request arrives twice.' },
  { id: 'answer lost', about: 'The shop does its work, the answer never comes.' },
  { id: 'portal', about: 'A captive portal answers 200 with its own page.' },
  { id: 'busy', about: 'The shop answers 503 with Retry-After.' },
];

const never = (init: RequestInit | undefined): Promise<Response> =>
  new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });

class Faults {
  on = $state<FaultName>('none');
  fired = $state(0);

  /** Puts itself between the page and `fetch`; gives the way out. */
  start(): () => void {
    const real = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const path = new URL(input instanceof Request ? input.url : String(input), location.href).pathname;
      if (this.on === 'none' || !path.startsWith('/api/')) return real(input, init);
      this.fired += 1;
      return this.#meet(real, input, init);
    };
    return () => {
      globalThis.fetch = real;
    };
  }

  async #meet(real: typeof fetch, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    switch (this.on) {
      case 'offline':
        throw new TypeError('Failed to fetch');
      case 'dead':
        return never(init);
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        return real(input, init);
      case 'duplicated':
        await real(input instanceof Request ? input.clone() : input, init).catch(() => undefined);
        return real(input, init);
      case 'answer lost':
        await real(input, init).catch(() => undefined);
        return never(init);
      case 'portal':
        return new Response('<h1>Welcome to the hotel</h1>', { headers: { 'content-type': 'text/html' } });
      case 'busy':
        return new Response('busy', { status: 503, headers: { 'retry-after': '5' } });
      default:
        return real(input, init);
    }
  }

  /** As a browser does when room is short: everything of this origin goes at once. */
  async evict(): Promise<void> {
    await wipeDatabase();
    await dropCaches();
    location.reload();
  }

  /** Moves this page's clock by so many days, until it is reloaded. */
  skew(days: number): void {
    const real = Date.now.bind(Date);
    Date.now = () => real() + days * 86_400_000;
  }

  otherTab(): void {
    window.open(location.href, '_blank', 'noopener');
  }
}

export const faults = new Faults();

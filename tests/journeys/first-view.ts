/** What a first visit to a page costs: bytes as sent (compressed bodies, headers left out), by kind, until the network is quiet. */
import type { BrowserContext, Request } from '@playwright/test';

export interface FirstView {
  readonly document: number;
  readonly script: number;
  readonly stylesheet: number;
  readonly font: number;
  readonly image: number;
  /** Answers of the API. */
  readonly fetch: number;
  readonly requests: number;
}

/** Opens `path` in a fresh context; what the service worker fetches for later is not counted. */
export async function measureFirstView(context: BrowserContext, path: string): Promise<FirstView> {
  const finished: Request[] = [];
  const page = await context.newPage();
  page.on('requestfinished', (request) => {
    if (!request.serviceWorker()) finished.push(request);
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const view = { document: 0, script: 0, stylesheet: 0, font: 0, image: 0, fetch: 0, requests: 0 };
  for (const request of finished.filter((one) => /^https:/.test(one.url()))) {
    const { responseBodySize } = await request.sizes();
    const kind = request.resourceType();
    view.requests++;
    if (kind in view) view[kind as keyof FirstView] += Math.max(0, responseBodySize);
  }
  await page.close();
  return view;
}

/** What must never happen in any journey: another host contacted, a policy violated, an error nobody caught. */
import { type BrowserContext, expect } from '@playwright/test';

const MARK = '[policy violation]';
const POLICY = /Content Security Policy|Trusted ?Type|TrustedHTML|TrustedScript/i;

export interface Watch {
  /** What went wrong so far, one line each. */
  readonly faults: readonly string[];
  /** Fails when anything did. */
  check(): void;
}

/** Watches every page and worker of a context from now on. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const { host } = new URL(origin);
  const faults: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.host !== host)
      faults.push(`contacted ${url.host}: ${request.url()}`);
  });
  context.on('weberror', (event) => faults.push(`uncaught: ${event.error().stack ?? event.error().message}`));
  context.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(MARK) || (message.type() === 'error' && POLICY.test(text))) faults.push(text);
  });
  await context.addInitScript((mark: string) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(
        mark,
        event.violatedDirective,
        event.blockedURI,
        event.sourceFile,
        event.lineNumber,
        event.sample,
      );
    });
  }, MARK);
  return { faults, check: () => expect(faults, 'forbidden in every journey').toEqual([]) };
}

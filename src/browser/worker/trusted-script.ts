/** Trusted Types for the scripts this shop starts itself: the service worker and the threads of its own build, nothing else. */
const SERVICE_WORKER = '/service-worker.js';

interface Policy {
  createScriptURL(url: string): string;
}

let policy: Policy | undefined;

/** The same address, trusted where the browser asks for that. Throws TypeError on a script that is not ours. */
export function trustedScript(url: string): string {
  if (!isOurs(url)) throw new TypeError(`${url} is not a script of this shop`);
  const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  if (!factory) return url;
  policy ??= factory.createPolicy('cartwright-worker', {
    createScriptURL: (asked) => {
      if (!isOurs(asked)) throw new TypeError(`${asked} is not a script of this shop`);
      return asked;
    },
  });
  return policy.createScriptURL(url);
}

/** In `vite dev` threads come from the sources. */
function isOurs(url: string): boolean {
  return url === SERVICE_WORKER || /^\/(_app\/immutable|src)\/[\w./-]+\.(js|ts)(\?[\w&=]*)?$/.test(url);
}

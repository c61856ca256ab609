/**
 * HTML the server has already made safe, as a page under Trusted Types may insert it. Svelte hands `{@html}` values to
 * the browser as they are, so a plain string is refused there; on the server, and where Trusted Types are unknown, it stays one.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(html: string): string },
  ): { createHTML(html: string): string };
}

/** Named in svelte.config.js. */
const POLICY = 'cartwright-html';
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** Only for what `sanitiseHtml` gave or we wrote ourselves: this policy changes nothing. */
export function trustedHtml(html: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return html;
  policy ??= types.createPolicy(POLICY, { createHTML: (safe) => safe });
  return policy.createHTML(html);
}

/** The headers every answer carries: pages, files, prerendered pages, errors and the API alike. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Style of the few pages that are answered without the application; src/error.html carries the same. */
export const SPARE_STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}';
/** SHA-256 of SPARE_STYLE; a test computes it anew. */
export const SPARE_STYLE_HASH = "'sha256-guOENb3GXL/dakK+e/JWdz1NHAo8zFadk2emxLWqmbY='";

/** What answers without a policy of their own get: files, the API, spare pages. Rendered pages bring theirs. */
const POLICY = [
  "default-src 'self'",
  `style-src 'self' ${SPARE_STYLE_HASH}`,
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const FEATURES = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture', 'encrypted-media'],
  ...['geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb'],
];

export function securityHeaders(hasHsts: boolean): Record<string, string> {
  return {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': FEATURES.map((name) => `${name}=()`).join(', '),
    ...(hasHsts ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
}

/**
 * Policies of prerendered pages by path: what their meta element says, and as a header also who may frame them,
 * which a meta element cannot say.
 */
export function prerenderedPolicies(folder: string): Map<string, string> {
  const policies = new Map<string, string>();
  for (const entry of readFolder(folder)) {
    const html = readFileSync(entry, 'utf8');
    const meta = /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html)?.[1];
    const path = `/${relative(folder, entry)
      .split(sep)
      .join('/')
      .replace(/(^|\/)index\.html$|\.html$/, '')}`;
    if (meta)
      policies.set(
        path,
        `${meta.replaceAll('&quot;', '"').replaceAll('&#39;', "'")}; frame-ancestors 'none'`,
      );
  }
  return policies;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

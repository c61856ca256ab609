/**
 * Fetches one picture from where a merchant's file says it is, and nothing else:
 * - http or https on its usual port, no name or password in the address;
 * - every address its host has must be public; the connection goes to the one that was judged (no second look-up, so no rebinding);
 * - no redirect is followed, nothing is sent along, size and time are limited.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export type Fetched =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: FetchRefusal; readonly isFinal: boolean };

export type FetchRefusal =
  'not-an-address' | 'not-public' | 'redirect' | 'status' | 'too-large' | 'too-slow' | 'not-reached';

/** What the outside world is; tests give their own. */
export interface FetchPorts {
  /** All addresses of a name; rejects for an unknown one. */
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  readonly isPublic: (address: string) => boolean;
  /** Ports that may be called. */
  readonly isAllowedPort: (port: number) => boolean;
}

export const worldPorts: FetchPorts = {
  resolve: (host) =>
    new Promise((resolve, reject) => {
      lookup(host, { all: true, verbatim: true }, (error, found) => (error ? reject(error) : resolve(found)));
    }),
  isPublic: isPublicAddress,
  isAllowedPort: (port) => port === 80 || port === 443,
};

export interface FetchLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

const refuse = (reason: FetchRefusal, isFinal = true): Fetched => ({ ok: false, reason, isFinal });

/** Never throws for what the other side does. `isFinal` false: worth another try later. */
export async function fetchBytes(address: string, limits: FetchLimits, ports = worldPorts): Promise<Fetched> {
  const url = readAddress(address, ports);
  if (!url) return refuse('not-an-address');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let found: readonly LookupAddress[];
  try {
    const family = isIP(host);
    found = family ? [{ address: host, family }] : await ports.resolve(host);
  } catch {
    return refuse('not-reached', false);
  }
  const [target] = found;
  if (!target) return refuse('not-reached', false);
  if (!found.every((one) => ports.isPublic(one.address))) return refuse('not-public');
  return download(url, target, limits, ports);
}

function readAddress(address: string, ports: FetchPorts): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!isWeb || url.username || url.password || !ports.isAllowedPort(port)) return undefined;
  return url;
}

function download(url: URL, target: LookupAddress, limits: FetchLimits, ports: FetchPorts): Promise<Fetched> {
  return new Promise((resolve) => {
    const options: RequestOptions = {
      method: 'GET',
      agent: false,
      headers: {
        accept: 'image/avif,image/webp,image/*;q=0.8',
        'accept-encoding': 'identity',
        'user-agent': 'Cartwright pictures',
      },
      // The name was looked up and judged above: this connection has no other way to go.
      lookup: (_, wanted, done) =>
        wanted.all ? done(null, [target]) : done(null, target.address, target.family),
    };
    const settle = (result: Fetched): void => {
      clearTimeout(timer);
      resolve(result);
      request.destroy();
    };
    const start = url.protocol === 'https:' ? secureRequest : plainRequest;
    const request = start(url, options, (response) => {
      const far = response.socket.remoteAddress ?? '';
      if (!ports.isPublic(far.replace(/^::ffff:/i, ''))) return settle(refuse('not-public'));
      collect(response, limits.bytes, settle);
    });
    const timer = setTimeout(() => settle(refuse('too-slow', false)), limits.milliseconds);
    request.on('error', () => settle(refuse('not-reached', false)));
    request.end();
  });
}

function collect(response: IncomingMessage, most: number, settle: (result: Fetched) => void): void {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) return settle(refuse('redirect'));
  if (status !== 200) return settle(refuse('status', status < 500 && status !== 429));
  if (response.headers['content-encoding'] && response.headers['content-encoding'] !== 'identity')
    return settle(refuse('status'));
  if (Number(response.headers['content-length'] ?? 0) > most) return settle(refuse('too-large'));
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > most) return settle(refuse('too-large'));
    parts.push(part);
  });
  response.on('end', () =>
    settle(response.complete ? { ok: true, bytes: Buffer.concat(parts) } : refuse('not-reached', false)),
  );
  response.on('error', () => settle(refuse('not-reached', false)));
  response.on('aborted', () => settle(refuse('not-reached', false)));
}

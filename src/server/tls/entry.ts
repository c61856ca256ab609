/**
 * The shop's front door. Every request passes here: plain HTTP is turned away, the authority checked, limits kept,
 * security headers set; kept pages are answered at once and everything else is handed to the built application.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { plainPath } from '../guards/plain-path.ts';
import { isApi, refuse, type Refusal } from '../guards/refusal.ts';
import { isReading, openRates } from '../guards/rates.ts';
import { prerenderedPolicies, securityHeaders } from '../guards/security-headers.ts';
import { answerKept } from '../pages/answer-kept.ts';
import { setEntryLink, type EntryLink } from '../pages/entry-link.ts';
import { KeptPages } from '../pages/kept-pages.ts';
import { PageStyles } from '../pages/page-styles.ts';
import type { Settings } from '../settings/settings.ts';
import { authority, isLocalName, ownAddresses } from './addresses.ts';
import { buildFolder } from './build.ts';
import type { Certificate } from './certificate.ts';
import { isPlain, listenOnePort } from './one-port.ts';
import { answerPast, openPastBuilds } from './past-builds.ts';
import { answerWorkerOff, WORKER_PATH } from './worker-off.ts';

export const AUTHORITY_PATH = '/local-ca.crt';
/** Orders beyond what may wait are turned away here, before anything is read of them. */
const CHECKOUT_PATH = '/api/checkout';
const GRACE = 10_000;

export interface Entry {
  /** The one address shoppers use. */
  readonly origin: string;
  readonly port: number;
  /** Other addresses of this machine that are served too. */
  readonly others: readonly string[];
  close(): Promise<void>;
}

type Application = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Listens, then loads the application; answers 503 until that is done. */
export async function openEntry(given: Settings, certificate: Certificate): Promise<Entry> {
  const pages = new KeptPages();
  let application: Application | undefined;
  let isClosing = false;
  let serve: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const port = await listenOnePort({
    host: given.HOST,
    port: given.PORT,
    ...certificate,
    onRequest: (request, response) => serve(request, response),
  });
  const settings = withPort(given, port.port);
  const client = join(buildFolder, 'client');
  const link: EntryLink = { settings, pages, styles: new PageStyles(client) };
  setEntryLink(link);

  const own = new URL(settings.ORIGIN);
  const others = isLocalName(own.hostname)
    ? ['localhost', '127.0.0.1', ...ownAddresses()].map((host) => authority(host, port.port))
    : [];
  const authorities = new Set([own.host, ...others]);
  const security = securityHeaders(!isLocalName(own.hostname));
  const policies = prerenderedPolicies(join(buildFolder, 'prerendered'));
  const rates = openRates(settings, Date.now);
  const past = await openPastBuilds(settings.SHOP_DIR, client, Date.now());

  serve = (request, response) => {
    // An answer that breaks off because its reader left is no defect.
    response.on('error', () => undefined);
    const path = request.url ?? '/';
    if (isPlain(request) && !(settings.TRUST_PROXY && request.headers['x-forwarded-proto'] === 'https')) {
      return answerPlain(path, request, response);
    }
    const host = hostOf(request);
    if (authorities.has(host) && (request.method === 'GET' || request.method === 'HEAD')) {
      const kept = pages.find(host + path);
      if (kept && !isClosing) return answerKept(kept, request, response, security);
    }
    for (const name in security) response.setHeader(name, security[name]!);
    if (path === '/healthz' || path === '/readyz') return void answerHealth(path, response);
    const refusal = refusalOf(path, host, request);
    if (refusal) return refuse(path, response, refusal);
    if (path === AUTHORITY_PATH && certificate.authorityFile) {
      return void answerAuthority(certificate.authorityFile, response);
    }
    const old = past.find(path);
    if (old) return answerPast(old, response);
    if (path === WORKER_PATH && settings.WORKER === 'off') return answerWorkerOff(response);
    const policy = policies.get(path.replace(/\?.*$/, ''));
    if (policy) response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', 'no-cache');
    request.headers.host = host;
    if (settings.TRUST_PROXY) request.headers['x-forwarded-for'] ??= addressOf(request);
    application!(request, response, () =>
      refuse(path, response, { name: 'not-found', detail: 'There is nothing at this address.' }),
    );
  };

  function refusalOf(path: string, host: string, request: IncomingMessage): Refusal | undefined {
    if (!authorities.has(host)) {
      return { name: 'misdirected', detail: `This shop is at ${settings.ORIGIN}.` };
    }
    if (!application || isClosing) {
      const detail = 'The shop is just opening or closing. Try again in a few seconds.';
      return { name: 'busy', detail, headers: { 'retry-after': '5' } };
    }
    if (Number(request.headers['content-length'] ?? 0) > settings.BODY_LIMIT) {
      return { name: 'too-large', detail: `At most ${settings.BODY_LIMIT} bytes are taken in one request.` };
    }
    if (path === CHECKOUT_PATH && link.shop?.isCrowded()) {
      const detail =
        'More orders came at once than can be taken. Nothing was done; send it again in a moment.';
      return { name: 'busy', detail, headers: { 'retry-after': '5' } };
    }
    const seconds = rates.wait(request.method ?? '', path, addressOf(request));
    if (seconds === 0) return undefined;
    const detail = `Too many requests came from your address. Try again in ${seconds} seconds.`;
    return { name: 'too-many', detail, headers: { 'retry-after': String(seconds) } };
  }

  function answerPlain(path: string, request: IncomingMessage, response: ServerResponse): void {
    for (const name in security) response.setHeader(name, security[name]!);
    if (path === '/healthz' || path === '/readyz') return void answerHealth(path, response);
    if (isApi(plainPath(path)) || !isReading(request.method ?? '')) {
      const detail = `Nothing was done. Send this to ${settings.ORIGIN}.`;
      return refuse(path, response, { name: 'plain-http', detail });
    }
    const host = hostOf(request);
    const target = authorities.has(host) ? `https://${host}` : settings.ORIGIN;
    const place = path.startsWith('/') ? path : '/';
    response.writeHead(308, { location: target + place, 'content-length': 0 }).end();
  }

  async function answerHealth(path: string, response: ServerResponse): Promise<void> {
    const isHealthy = (await link.shop?.isHealthy().catch(() => false)) ?? false;
    const isGood = path === '/readyz' ? isHealthy && application !== undefined && !isClosing : isHealthy;
    const type = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
    response.writeHead(isGood ? 200 : 503, type).end(isGood ? 'ok\n' : 'not ready\n');
  }

  function hostOf(request: IncomingMessage): string {
    const forwarded = settings.TRUST_PROXY ? request.headers['x-forwarded-host'] : undefined;
    const host = forwarded ?? request.headers[':authority'] ?? request.headers.host ?? '';
    return String(host).toLowerCase().replace(/:443$/, '');
  }

  function addressOf(request: IncomingMessage): string {
    const own = request.socket.remoteAddress ?? '';
    if (!settings.TRUST_PROXY) return own;
    // The last address is the one our own proxy saw; those before it are what the client claims.
    return (
      String(request.headers['x-forwarded-for'] ?? own)
        .split(',')
        .at(-1)
        ?.trim() || own
    );
  }

  try {
    application = await loadApplication(settings);
  } catch (error) {
    await port.close(0);
    throw error;
  }
  return {
    origin: settings.ORIGIN,
    port: port.port,
    others: others.map((host) => `https://${host}`).filter((address) => address !== settings.ORIGIN),
    async close() {
      isClosing = true;
      await port.close(GRACE);
      await link.shop?.close();
    },
  };
}

async function answerAuthority(file: string, response: ServerResponse): Promise<void> {
  const pem = await readFile(file);
  response
    .writeHead(200, { 'content-type': 'application/x-x509-ca-cert', 'content-length': pem.length })
    .end(pem);
}

/** With PORT=0 the port is known only now; so is the address made from it. */
function withPort(settings: Settings, port: number): Settings {
  const isMade = settings.ORIGIN === `https://localhost:${settings.PORT}`;
  return {
    ...settings,
    PORT: port,
    ORIGIN: isMade ? `https://${authority('localhost', port)}` : settings.ORIGIN,
  };
}

/** The built handler reads its own settings from the environment when it is loaded. */
async function loadApplication(settings: Settings): Promise<Application> {
  // The entry has checked the authority: each request's own is its origin, so phones in the network work too.
  delete process.env['ORIGIN'];
  if (settings.TRUST_PROXY) process.env['ADDRESS_HEADER'] = 'x-forwarded-for';
  process.env['BODY_SIZE_LIMIT'] = String(settings.BODY_LIMIT);
  const file = pathToFileURL(join(buildFolder, 'handler.js')).href;
  const built = (await import(file)) as { handler: Application };
  return built.handler;
}

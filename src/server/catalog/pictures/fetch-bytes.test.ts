/** The fetcher against addresses it must never call, and against servers that misbehave. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as listen, type AddressInfo, type Server as Listener } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchBytes, type FetchPorts, worldPorts } from './fetch-bytes.ts';
import { isPublicAddress } from './public-address.ts';

const limits = { bytes: 10_000, milliseconds: 1_500 };

describe('addresses that are never called', () => {
  let connections = 0;
  const listeners: Listener[] = [];
  let port = 0;

  beforeAll(async () => {
    const count = () => listen((socket) => ((connections += 1), socket.destroy()));
    const four = count();
    await new Promise<void>((done) => four.listen(0, '0.0.0.0', done));
    port = (four.address() as AddressInfo).port;
    listeners.push(four);
    const six = count();
    // Where the machine has no IPv6 the other listener still counts.
    await new Promise<void>((done) => six.once('error', () => done()).listen(port, '::1', done));
    listeners.push(six);
  });
  afterAll(() => listeners.forEach((one) => one.close()));

  const names: Record<string, string> = {
    'internal.example': '127.0.0.1',
    'mapped.example': '::ffff:127.0.0.1',
    'six.example': '::1',
    'metadata.example': '169.254.169.254',
    'lan.example': '192.168.1.1',
  };
  const hosts = [
    ...['127.0.0.1', '127.1', '127.255.255.254', '0.0.0.0', '0', '2130706433', '0x7f000001', '0x7f.0.0.1'],
    ...[
      '017700000001',
      '0177.0.0.1',
      '127.0.0.1.',
      '１２７.0.0.1',
      '127。0。0。1',
      '10.0.0.1',
      '10.255.255.255',
    ],
    ...[
      '172.16.0.1',
      '172.31.255.1',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '192.0.0.1',
      '192.0.2.1',
    ],
    ...['198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]'],
    ...[
      '[2002:7f00:1::]',
      '[2001::1]',
      '[fc00::1]',
      '[fd12:3456::1]',
      '[fe80::1]',
      '[ff02::1]',
      '[2001:db8::1]',
    ],
    ...['localhost', 'LOCALHOST', 'localhost.', ...Object.keys(names)],
  ];

  it(`refuses ${hosts.length} forms of forbidden address with 0 connections`, async () => {
    const ports: FetchPorts = {
      resolve: async (host) => {
        const known = names[host] ?? (host.replace(/\.$/, '') === 'localhost' ? '127.0.0.1' : undefined);
        if (!known) throw new Error(`nobody knows ${host}`);
        return [{ address: known, family: known.includes(':') ? 6 : 4 }];
      },
      isPublic: isPublicAddress,
      isAllowedPort: () => true,
    };
    expect(hosts.length).toBeGreaterThanOrEqual(40);
    for (const host of hosts) {
      for (const scheme of ['http', 'https']) {
        const result = await fetchBytes(`${scheme}://${host}:${port}/a.jpg`, limits, ports);
        expect(result, host).toMatchObject({ ok: false, isFinal: true });
      }
    }
    expect(connections).toBe(0);
  });

  it('refuses other schemes, other ports, names and passwords in the address', async () => {
    for (const address of [
      'ftp://example.com/a.jpg',
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
      'gopher://example.com/',
      `http://example.com:${port}/a.jpg`,
      'http://example.com:22/',
      'http://user:secret@example.com/a.jpg',
      '//example.com/a.jpg',
      'a.jpg',
      '',
    ])
      expect(await fetchBytes(address, limits)).toMatchObject({ ok: false, reason: 'not-an-address' });
    expect(connections).toBe(0);
  });

  it('asks a name once and goes to the address it judged: rebinding finds nobody', async () => {
    let asked = 0;
    const ports: FetchPorts = {
      ...worldPorts,
      isAllowedPort: () => true,
      resolve: async () => [{ address: (asked += 1) === 1 ? '192.0.2.55' : '127.0.0.1', family: 4 }],
      isPublic: (address) => address === '192.0.2.55' || isPublicAddress(address),
    };
    const result = await fetchBytes(
      `http://rebind.example:${port}/`,
      { ...limits, milliseconds: 400 },
      ports,
    );
    expect(result.ok).toBe(false);
    expect(asked).toBe(1);
    expect(connections).toBe(0);
  });

  it('refuses a name as soon as one of its addresses is ours', async () => {
    const ports: FetchPorts = {
      ...worldPorts,
      isAllowedPort: () => true,
      resolve: async () => [
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    };
    expect(await fetchBytes(`http://both.example:${port}/`, limits, ports)).toMatchObject({
      reason: 'not-public',
    });
    expect(connections).toBe(0);
  });

  it('counts what does connect', async () => {
    const ports: FetchPorts = { ...worldPorts, isPublic: () => true, isAllowedPort: () => true };
    await fetchBytes(`http://127.0.0.1:${port}/`, limits, ports);
    expect(connections).toBe(1);
  });
});

describe('servers', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function ask(answer: RequestListener): Promise<unknown> {
    server = createServer(answer);
    await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const ports: FetchPorts = {
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      isPublic: (address) => address === '127.0.0.1',
      isAllowedPort: () => true,
    };
    return fetchBytes(`http://pictures.example:${port}/a.jpg`, { ...limits, milliseconds: 500 }, ports);
  }

  it('give their bytes, and are told nothing', async () => {
    let headers: unknown;
    const result = await ask((request, response) => {
      headers = request.headers;
      response.end('picture');
    });
    expect(result).toEqual({ ok: true, bytes: Buffer.from('picture') });
    expect(Object.keys(headers as object).sort()).toEqual(
      ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'].sort(),
    );
  });

  it.each<[string, RequestListener, object]>([
    [
      'redirects',
      (_, r) => r.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
      { reason: 'redirect', isFinal: true },
    ],
    ['not found', (_, r) => r.writeHead(404).end(), { reason: 'status', isFinal: true }],
    ['in trouble', (_, r) => r.writeHead(503).end(), { reason: 'status', isFinal: false }],
    [
      'says it is huge',
      (_, r) => r.writeHead(200, { 'content-length': '99999999' }).write('x'),
      { reason: 'too-large' },
    ],
    [
      'sends without end',
      (_, r) => void setInterval(() => r.write('x'.repeat(4_000)), 5).unref(),
      { reason: 'too-large' },
    ],
    ['never answers', () => undefined, { reason: 'too-slow', isFinal: false }],
    [
      'stops halfway',
      (_, r) => {
        r.writeHead(200, { 'content-length': '500' });
        r.write('half');
        setTimeout(() => r.destroy(), 20);
      },
      { reason: 'not-reached', isFinal: false },
    ],
    ['compresses', (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('x'), { reason: 'status' }],
  ])('%s: refused', async (_, answer, expected) => {
    expect(await ask(answer)).toMatchObject({ ok: false, ...expected });
    server?.closeAllConnections();
  });
});

/**
 * HTTPS (HTTP/2 and 1.1) and plain HTTP on one port: the first byte of a connection tells them apart (0x16 is a TLS handshake).
 * Both go to one listener; `isPlain(request)` tells which way a request came.
 */
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export interface OnePort {
  readonly port: number;
  /** Takes no more connections, lets running answers finish for at most `grace` milliseconds, then cuts. */
  close(grace: number): Promise<void>;
}

export interface OnePortOptions {
  readonly host: string;
  readonly port: number;
  readonly cert: string;
  readonly key: string;
  readonly onRequest: Listener;
}

const TLS_HANDSHAKE = 0x16;
const FIRST_BYTE = 10_000;
const HEADERS = 15_000;
const WHOLE_REQUEST = 60_000;
const KEEP_ALIVE = 65_000;
const IDLE_SESSION = 120_000;

export function isPlain(request: IncomingMessage): boolean {
  return !('encrypted' in request.socket);
}

export async function listenOnePort(options: OnePortOptions): Promise<OnePort> {
  const { cert, key, onRequest } = options;
  const secure = createSecureServer({
    cert,
    key,
    allowHTTP1: true,
    minVersion: 'TLSv1.2',
    handshakeTimeout: FIRST_BYTE,
    maxSessionMemory: 8,
    settings: { maxConcurrentStreams: 100, enablePush: false },
  });
  // The compatible interface of HTTP/2 is what the built application is written for.
  secure.on('request', onRequest as unknown as Parameters<Http2SecureServer['on']>[1]);
  const plain = createPlainServer(onRequest);
  for (const server of [plain, secure as unknown as Server]) {
    server.headersTimeout = HEADERS;
    server.requestTimeout = WHOLE_REQUEST;
    server.keepAliveTimeout = KEEP_ALIVE;
  }
  const sessions = new Set<ServerHttp2Session>();
  secure.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    session.setTimeout(IDLE_SESSION, () => session.close());
  });
  secure.on('tlsClientError', (_error, socket) => socket.destroy());

  const sockets = new Set<Socket>();
  const door = createTcpServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A reset by the other side is no defect; 'close' follows.
    socket.on('error', () => undefined);
    sniff(socket, (firstByte) => (firstByte === TLS_HANDSHAKE ? secure : plain).emit('connection', socket));
  });
  const port = await listening(door, options);

  return {
    port,
    async close(grace) {
      const closed = new Promise<void>((resolve) => door.close(() => resolve()));
      secure.close();
      plain.close();
      for (const session of sessions) session.close();
      const enough = new AbortController();
      const patience = sleep(grace, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([closed, patience]);
      enough.abort();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function sniff(socket: Socket, hand: (firstByte: number) => void): void {
  socket.setTimeout(FIRST_BYTE, () => socket.destroy());
  socket.once('readable', () => {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return void socket.destroy();
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    socket.unshift(chunk);
    hand(chunk[0]!);
  });
}

function listening(
  door: ReturnType<typeof createTcpServer>,
  at: { host: string; port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen(at.port, at.host, () => {
      door.off('error', reject);
      resolve((door.address() as AddressInfo).port);
    });
  });
}

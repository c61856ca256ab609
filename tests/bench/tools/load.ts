/**
 * A small load generator: HTTP/1.1 over TLS, keep-alive, one request at a time on each connection.
 * It does little besides writing and counting, so that on two cores the server has one to itself.
 */
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';

export interface LoadOptions {
  readonly origin: string;
  readonly authority: string;
  readonly connections: number;
  readonly seconds: number;
  /** The whole text of the next request; with `heard`, its answer's status is told. */
  readonly next: () => string | Asked;
  /** Requests begun per second, whatever the server does, as long as a connection is free; absent: as fast as it answers. */
  readonly perSecond?: number;
}

export interface Asked {
  readonly text: string;
  heard(status: number): void;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly requests: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly bytes: number;
}

/** Text of a GET or POST to `origin`. */
export function requestText(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): string {
  const all: Record<string, string> = { host: new URL(origin).host, ...headers };
  if (body !== undefined) {
    all['content-type'] ??= 'application/json';
    all['content-length'] = String(Buffer.byteLength(body));
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

export async function load(options: LoadOptions): Promise<LoadResult> {
  const { hostname, port } = new URL(options.origin);
  const sockets = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect({
        host: hostname,
        port: Number(port),
        servername: hostname,
        ca: options.authority,
      });
      await once(socket, 'secureConnect');
      return socket;
    }),
  );
  const begun = performance.now();
  const until = begun + options.seconds * 1000;
  const { perSecond } = options;
  let tickets = 0;
  /** When the next request is due; late ones count their waiting. */
  const due = (): number =>
    perSecond === undefined ? performance.now() : begun + (tickets++ * 1000) / perSecond;
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  let bytes = 0;
  await Promise.all(
    sockets.map((socket) =>
      drive(socket, options.next, { due, until }, (milliseconds, status, size) => {
        times.push(milliseconds);
        statuses[status] = (statuses[status] ?? 0) + 1;
        bytes += size;
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1));
  return {
    perSecond: Math.round(times.length / seconds),
    requests: times.length,
    p50: at(0.5),
    p99: at(0.99),
    statuses,
    bytes,
  };
}

type Note = (milliseconds: number, status: number, size: number) => void;

interface Pace {
  readonly due: () => number;
  readonly until: number;
}

/** Sends on one connection until the time is up and the last answer is in. Answers must bear Content-Length or be chunked. */
function drive(
  socket: TLSSocket,
  next: LoadOptions['next'],
  { due, until }: Pace,
  note: Note,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let held: Buffer = Buffer.alloc(0);
    let sentAt = 0;
    let heard: Asked['heard'] | undefined;
    const send = (): void => {
      const asked = next();
      heard = typeof asked === 'string' ? undefined : asked.heard;
      socket.write(typeof asked === 'string' ? asked : asked.text);
    };
    const wait = (): void => {
      sentAt = due();
      if (sentAt >= until || performance.now() >= until) {
        socket.end();
        resolve();
        return;
      }
      const early = sentAt - performance.now();
      if (early > 1) setTimeout(send, early);
      else send();
    };
    socket.on('data', (chunk: Buffer) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const answer = wholeAnswer(held);
      if (!answer) return;
      note(performance.now() - sentAt, answer.status, answer.size);
      heard?.(answer.status);
      held = held.subarray(answer.size);
      wait();
    });
    socket.once('error', reject);
    socket.once('close', () => resolve());
    wait();
  });
}

function wholeAnswer(bytes: Buffer): { status: number; size: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const size = end + 4 + Number(length ?? 0);
  if (length !== undefined || status === 304) return bytes.length >= size ? { status, size } : undefined;
  return bytes.subarray(-5).toString('latin1') === '0\r\n\r\n' ? { status, size: bytes.length } : undefined;
}

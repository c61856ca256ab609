/** The merchant's own system, as it hears of orders: keeps every request as it came, and answers as it is told to. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  readonly headers: IncomingHttpHeaders;
  /** The raw bytes the signature is over. */
  readonly raw: string;
}

export interface Merchant extends AsyncDisposable {
  readonly url: string;
  readonly told: Told[];
  /** Status of the answers from now on; 'silence' never answers. */
  answer: number | 'silence';
  /** Ends every connection that waits for an answer. */
  hangUp(): void;
}

export async function openMerchant(): Promise<Merchant> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      told.push({ headers: request.headers, raw: Buffer.concat(pieces).toString() });
      if (merchant.answer === 'silence') return;
      response.writeHead(merchant.answer, { location: '/elsewhere' }).end('thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const merchant: Merchant = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cartwright`,
    told,
    answer: 200,
    hangUp: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return merchant;
}

/** What README tells a merchant to check: the time of the header, and HMAC-SHA-256 over "<time>.<body>". */
export function isSigned({ headers, raw }: Told, secret: string): boolean {
  const [, time, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['cartwright-signature'])) ?? [];
  return given === createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex');
}

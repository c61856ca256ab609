/** One request to a shop as a program makes it: HTTP/2, HTTP/1.1 or plain HTTP, the shop's own authority trusted. */
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { connect, type IncomingHttpHeaders } from 'node:http2';
import { request as secureRequest } from 'node:https';
import type { ShopServer } from '../shop-server.ts';

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly over?: 'h2' | 'h1' | 'plain';
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export function ask(shop: ShopServer, path: string, question: Question = {}): Promise<Answer> {
  return question.over === 'h2' || !question.over
    ? askTwo(shop, path, question)
    : askOne(shop, path, question);
}

function askTwo(shop: ShopServer, path: string, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const session = connect(shop.origin, { ca: shop.authority });
    session.once('error', reject);
    const stream = session.request({
      ':method': question.method ?? 'GET',
      ':path': path,
      // As browsers do.
      ...(question.body ? { 'content-length': Buffer.byteLength(question.body) } : {}),
      ...question.headers,
    });
    let headers: IncomingHttpHeaders = {};
    const pieces: Buffer[] = [];
    stream.once('response', (given) => (headers = given));
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.once('error', reject);
    stream.once('end', () => {
      session.close();
      resolve({ status: Number(headers[':status']), headers, body: Buffer.concat(pieces) });
    });
    stream.end(question.body);
  });
}

function askOne(shop: ShopServer, path: string, question: Question): Promise<Answer> {
  const { port } = new URL(shop.origin);
  const target = {
    host: 'localhost',
    port,
    path,
    method: question.method ?? 'GET',
    headers: { ...question.headers },
  };
  return new Promise((resolve, reject) => {
    const take = (response: IncomingMessage): void => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    };
    const request =
      question.over === 'plain'
        ? plainRequest(target, take)
        : secureRequest({ ...target, ca: shop.authority, servername: 'localhost', agent: false }, take);
    request.once('error', reject);
    request.end(question.body);
  });
}

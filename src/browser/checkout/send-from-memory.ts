/** Where no storage works, an order is sent from memory: the same text under the same id, until it is answered or the page closes. */
import { SILENCE, type Reply } from './reply.ts';
import { fetchTransport, type Transport } from './transport.ts';

const TRIES = 5;
const FIRST_WAIT = 1_000;

export async function sendFromMemory(
  checkoutId: string,
  text: string,
  transport: Pick<Transport, 'place'> = fetchTransport({
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    origin: location.origin,
    mayUseLoopback: location.hostname === 'localhost',
  }),
  wait: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): Promise<Reply> {
  let reply: Reply = SILENCE;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await wait(FIRST_WAIT * 2 ** (attempt - 1));
    reply = await transport.place(checkoutId, text);
    if (reply.kind !== 'silence') return reply;
  }
  return reply;
}

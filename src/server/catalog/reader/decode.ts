/**
 * Bytes of a merchant's file to text: gzip unpacked, UTF-8 with or without mark, UTF-16 of both kinds, else Latin-1
 * (as Windows writes it). The encoding is settled by the first bytes that are not plain ASCII; text that was UTF-8
 * until then stays UTF-8, and its broken bytes become U+FFFD.
 */
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { UnreadableFile } from './unreadable.ts';

export interface OpenText {
  readonly text: AsyncIterable<string>;
  /** What the reader learnt on the way, for the report; complete when the text is. */
  readonly notes: string[];
}

const LARGEST_UNPACKED = 4_000_000_000;

/** Opens a file's bytes as text. Throws `UnreadableFile` when they are no text. */
export async function openText(bytes: AsyncIterable<Uint8Array>): Promise<OpenText> {
  const outer = await peek(bytes);
  const isGzip = outer.head[0] === 0x1f && outer.head[1] === 0x8b;
  const { head, all } = isGzip ? await peek(unpack(outer.all)) : outer;
  refuseKnownBinary(head);
  const notes: string[] = [];
  const sixteen = utf16Of(head);
  return { text: sixteen ? decodeUtf16(all, sixteen, notes) : decodeBytes(all, notes), notes };
}

async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < 4_096) {
    const next = await iterator.next();
    if (next.done) break;
    seen.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* seen;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(seen), all: all() };
}

async function* unpack(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  let length = 0;
  try {
    for await (const chunk of source.pipe(gunzip)) {
      length += (chunk as Uint8Array).length;
      if (length > LARGEST_UNPACKED)
        throw new UnreadableFile('The file unpacks to more than 4 GB.', 'Split it into several files.');
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(
      `The gzip file is damaged or cut off after ${length} unpacked bytes.`,
      'Fetch or pack it again.',
    );
  } finally {
    source.destroy();
  }
}

const BINARY: readonly (readonly [signature: string, kind: string])[] = [
  ['PK\u0003\u0004', 'a ZIP or Excel file'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel file'],
  ['%PDF', 'a PDF'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['SQLite format 3', 'a database'],
];

function refuseKnownBinary(head: Uint8Array): void {
  const start = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const kind = BINARY.find(([signature]) => start.startsWith(signature))?.[1];
  if (kind) throw new UnreadableFile(`This is ${kind}, not a table of text.`, 'Save it as CSV (UTF-8).');
}

function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at++) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const most = head.length / 2;
  if (odd > most * 0.4 && even < most * 0.05) return 'utf-16le';
  if (even > most * 0.4 && odd < most * 0.05) return 'utf-16be';
  return undefined;
}

async function* decodeUtf16(
  bytes: AsyncIterable<Uint8Array>,
  kind: 'utf-16le' | 'utf-16be',
  notes: string[],
): AsyncGenerator<string> {
  notes.push(`The file is ${kind.toUpperCase()}.`);
  const decoder = new TextDecoder(kind);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* decodeBytes(bytes: AsyncIterable<Uint8Array>, notes: string[]): AsyncGenerator<string> {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let mode: 'ascii' | 'utf-8' | 'latin-1' | 'broken' = 'ascii';
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;
  for await (const chunk of withEnd(bytes)) {
    const joined: Uint8Array =
      chunk === undefined ? rest : rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole =
      chunk === undefined || mode === 'latin-1' ? joined.length : joined.length - openTail(joined);
    rest = joined.subarray(whole);
    const part: Uint8Array = joined.subarray(0, whole);
    if (part.length === 0) continue;
    let text: string | undefined;
    if (mode === 'ascii' || mode === 'utf-8') {
      try {
        text = strict.decode(part);
        if (text.length !== part.length) mode = 'utf-8';
      } catch {
        mode = mode === 'utf-8' || isMostlyUtf8(part) ? 'broken' : 'latin-1';
        notes.push(
          mode === 'latin-1'
            ? 'The file is not UTF-8; it was read as Latin-1 (Windows-1252).'
            : 'Some bytes of the file are not valid UTF-8; they stand as \ufffd.',
        );
      }
    }
    text ??= new TextDecoder(mode === 'latin-1' ? 'windows-1252' : 'utf-8', { ignoreBOM: true }).decode(part);
    yield isFirst ? text.replace(/^\ufeff/, '') : text;
    isFirst = false;
  }
}

async function* withEnd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | undefined> {
  yield* bytes;
  yield undefined;
}

/** How many bytes at the end begin a sequence that the next chunk may complete. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** More valid multi-byte sequences than broken bytes: UTF-8 with a scratch, not Latin-1. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  let broken = 0;
  let valid = 0;
  for (const sign of text) {
    if (sign === '\ufffd') broken += 1;
    else if (sign > '\u007f') valid += 1;
  }
  return valid > broken;
}

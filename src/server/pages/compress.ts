/** Compression of answers: Brotli where the browser takes it, gzip where it takes that, nothing for small or packed bodies. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { brotliCompressSync, constants, createBrotliCompress, createGzip, gzipSync } from 'node:zlib';

export type Coding = 'br' | 'gzip';

/** Below this many bytes compression saves less than its header costs. */
export const LEAST_BYTES = 600;
const LIVE_QUALITY = 4;
const KEPT_QUALITY = 8;
const GZIP_LEVEL = 5;

const COMPRESSIBLE = /^(text\/|application\/(.*\+)?(json|xml|javascript|x-ndjson|manifest\+json)|image\/svg)/;
const STREAMED = /^(application\/x-ndjson|text\/csv|text\/event-stream)/;

export function isCompressible(type: string | null): boolean {
  return type !== null && COMPRESSIBLE.test(type);
}

/** Bodies that may be long or endless: passed on piece by piece, never held whole. */
export function isStreamed(type: string | null): boolean {
  return type !== null && STREAMED.test(type);
}

/** The best coding an Accept-Encoding header allows. */
export function acceptedCoding(header: string | null | undefined): Coding | undefined {
  if (!header) return undefined;
  for (const coding of ['br', 'gzip'] as const) {
    const match = new RegExp(`(?:^|[,\\s])${coding}\\s*(?:;\\s*q=([\\d.]+))?\\s*(?:,|$)`).exec(header);
    if (match && Number(match[1] ?? 1) > 0) return coding;
  }
  return undefined;
}

/** Done in place: a page takes a millisecond, and dozens of encoders waiting in the thread pool would hold megabytes each. */
export function compressToKeep(body: Buffer): Buffer<ArrayBuffer> {
  return brotliCompressSync(body, brotliOptions(KEPT_QUALITY, body.length));
}

export function compressNow(body: Buffer, coding: Coding): Buffer<ArrayBuffer> {
  if (coding === 'br') return brotliCompressSync(body, brotliOptions(LIVE_QUALITY, body.length));
  return gzipSync(body, { level: GZIP_LEVEL });
}

/** Compresses while it flows; each piece leaves at once. */
export function compressStream(body: ReadableStream<Uint8Array>, coding: Coding): ReadableStream<Uint8Array> {
  const squeeze =
    coding === 'br'
      ? createBrotliCompress({ ...brotliOptions(LIVE_QUALITY), flush: constants.BROTLI_OPERATION_FLUSH })
      : createGzip({ level: GZIP_LEVEL, flush: constants.Z_SYNC_FLUSH });
  // A broken source breaks `squeeze`, and with it the answer; there is nothing more to tell.
  pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), squeeze, () => undefined);
  return Readable.toWeb(squeeze) as ReadableStream<Uint8Array>;
}

function brotliOptions(quality: number, size = 0): { params: Record<number, number> } {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      // A window of 256 kB spans a page; the default of 4 MB is memory for nothing.
      [constants.BROTLI_PARAM_LGWIN]: 18,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      ...(size > 0 ? { [constants.BROTLI_PARAM_SIZE_HINT]: size } : {}),
    },
  };
}

/** Errors of the database itself (locked, full disk, I/O, connection lost): the request may simply be tried again later. */

// Primary result codes: busy, locked, I/O error, corrupt, full, cannot open.
const SQLITE_CODES = new Set([5, 6, 10, 11, 13, 14]);
// Classes of SQLSTATE: connection, insufficient resources, operator intervention, system error; and lock not available.
const POSTGRES_CLASSES = new Set(['08', '53', '57', '58']);
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '55P03',
  '40001',
  '40P01',
]);

/** Nothing was half-written: the transaction is gone as a whole. */
export function isStorageTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return SQLITE_CODES.has(error.errcode & 0xff);
  if (!('code' in error) || typeof error.code !== 'string') {
    return /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message);
  }
  return NETWORK_CODES.has(error.code) || POSTGRES_CLASSES.has(error.code.slice(0, 2));
}

const SQLITE_LOCKS = new Set([5, 6]);
const POSTGRES_LOCKS = new Set(['55P03', '40001', '40P01']);

/** Trouble that is not over when others are done: the disk, the server, the file. */
export function isBrokenStorage(error: unknown): boolean {
  if (!isStorageTrouble(error) || !(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return !SQLITE_LOCKS.has(error.errcode & 0xff);
  return !('code' in error && POSTGRES_LOCKS.has(String(error.code)));
}

/** Names the setting behind a failed start, so that a merchant reads one line instead of a stack. */
import { join } from 'node:path';
import { SettingsError, type Settings } from '../settings/settings.ts';

const DATABASE_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  '28P01',
  '28000',
  '3D000',
]);

/** SQLite's own numbers: https://www.sqlite.org/rescode.html. */
const SQLITE_FAULTS: Readonly<Record<number, string>> = {
  8: 'may only be read, not written',
  11: 'is damaged',
  13: 'cannot grow: the disk is full',
  14: 'cannot be opened',
  26: 'is no SQLite database',
};

/** The error to report: a SettingsError where a setting is to blame, else the error as it came. */
export function startFault(error: unknown, settings: Settings): unknown {
  // The built application has its own copy of the class: it is known by its name.
  if (error instanceof Error && error.name === 'SettingsError') return new SettingsError(error.message);
  const { code, message } = coded(error);
  if (code === 'EADDRINUSE') {
    return new SettingsError(
      `PORT ${settings.PORT} is taken by another program; stop it or choose another port.`,
    );
  }
  if (code === 'EACCES' && settings.PORT < 1024) {
    return new SettingsError(
      `PORT ${settings.PORT} may not be opened by this user; choose one from 1024 up.`,
    );
  }
  if (error instanceof Error && 'hostname' in error && error.hostname === settings.HOST)
    return new SettingsError(`HOST "${settings.HOST}" is a name nobody knows (${code}).`);
  if (code === 'EADDRNOTAVAIL')
    return new SettingsError(`HOST "${settings.HOST}" is no address of this machine.`);
  if (settings.DATABASE_URL && DATABASE_CODES.has(code)) {
    return new SettingsError(`DATABASE_URL does not lead to a database: ${message || code}.`);
  }
  if (isFileFault(error) && error.path.startsWith(settings.SHOP_DIR)) {
    return new SettingsError(
      `SHOP_DIR "${settings.SHOP_DIR}" cannot hold the shop: ${error.message}. Choose a folder this user may write to.`,
    );
  }
  const fault = sqliteFault(error);
  if (fault) {
    const file = join(settings.SHOP_DIR, 'shop.db');
    return new SettingsError(
      `The database ${file} ${fault}. Move it away and bring a backup back with "npm run shop -- restore FILE", or choose another SHOP_DIR.`,
    );
  }
  return error;
}

function isFileFault(error: unknown): error is Error & { readonly path: string } {
  return error instanceof Error && 'path' in error && typeof error.path === 'string';
}

/** What ails the database file; undefined for an error of another kind, or one that is our own defect. */
function sqliteFault(error: unknown): string | undefined {
  const isOurs = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  // The upper bits of a code only tell more of the same fault.
  return isOurs ? SQLITE_FAULTS[Number(error.errcode) & 0xff] : undefined;
}

function coded(error: unknown): { code: string; message: string } {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  if (!(first instanceof Error)) return { code: '', message: '' };
  return { code: 'code' in first ? String(first.code) : '', message: first.message };
}

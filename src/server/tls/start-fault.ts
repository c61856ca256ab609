/** Names the setting behind a failed start, so that a merchant reads one line instead of a stack. */
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
  if (code === 'EADDRNOTAVAIL')
    return new SettingsError(`HOST "${settings.HOST}" is no address of this machine.`);
  if (settings.DATABASE_URL && DATABASE_CODES.has(code)) {
    return new SettingsError(`DATABASE_URL does not lead to a database: ${message || code}.`);
  }
  return error;
}

function coded(error: unknown): { code: string; message: string } {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  if (!(first instanceof Error)) return { code: '', message: '' };
  return { code: 'code' in first ? String(first.code) : '', message: first.message };
}

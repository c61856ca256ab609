/** The shop's log: JSON lines on standard output. Only the fields listed here are ever written, so nothing private can slip in. */
import pino from 'pino';

export interface LogFields {
  /** What an error page or a letter names, so that a merchant finds the line. */
  readonly id?: string;
  readonly method?: string;
  /** Route pattern, never the address itself: an order's address is a secret. */
  readonly route?: string;
  readonly status?: number;
  readonly kind?: string;
  readonly attempt?: number;
  readonly count?: number;
  readonly generation?: number;
  readonly error?: unknown;
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export interface Log {
  error(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
}

/** `write` takes each line instead of standard output (tests). */
export function openLog(level: LogLevel, write?: (line: string) => void): Log {
  const out = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    write ? { write } : undefined,
  );
  const at =
    (name: 'error' | 'warn' | 'info' | 'debug') =>
    (event: string, fields: LogFields = {}): void =>
      out[name](allowed(fields), event);
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

function allowed(fields: LogFields): Record<string, unknown> {
  const { id, method, route, status, kind, attempt, count, generation, error } = fields;
  return { id, method, route, status, kind, attempt, count, generation, ...described(error) };
}

function described(error: unknown): { error?: string; stack?: string } {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, ...(error.stack ? { stack: error.stack } : {}) };
}

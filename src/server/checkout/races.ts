/** How a transaction says that it lost a race and may start over; what the engines call it. */

/** Thrown inside a transaction to roll it back: a conditional update found less than was read. */
export class LostRace extends Error {
  override name = 'LostRace';
}

const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;
const SQLITE_CONSTRAINT_UNIQUE = 2067;

/** PostgreSQL 23505, SQLite's extended codes. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === '23505') return true;
  return (
    'errcode' in error &&
    (error.errcode === SQLITE_CONSTRAINT_UNIQUE || error.errcode === SQLITE_CONSTRAINT_PRIMARYKEY)
  );
}

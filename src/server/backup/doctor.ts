/** `examine`: asks the database whether the shop's promises hold on the data as it stands. Reads one moment, changes nothing. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { isBrokenStorage } from '../database/storage-trouble.ts';
import type { Shop } from '../shop.ts';
import { checks, type Check } from './checks.ts';

export interface Finding {
  readonly name: string;
  /** What must hold, in words. */
  readonly promise: string;
  readonly isWell: boolean;
  /** How many things break it. */
  readonly broken: number;
  /** The first few, in words. */
  readonly examples: readonly string[];
  readonly remedy: string;
}

const EXAMPLES = 5;

const FILE = {
  name: 'file',
  promise: 'The database file is whole and every reference leads somewhere.',
  remedy: 'Stop the shop, keep the file, restore the last backup into a new SHOP_DIR.',
};

/** Every finding, well or not, in a fixed order. In a damaged file some questions have no answer: that is a finding too. */
export async function examine(shop: Shop): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    await shop.database.snapshot(async (tx) => {
      if (shop.database.kind === 'sqlite') findings.push(await integrity(tx));
      for (const check of checks) findings.push(await judge(tx, check, shop.clock.now()));
    });
  } catch (error) {
    if (shop.database.kind !== 'sqlite' || !isBrokenStorage(error)) throw error;
    const told = findings.some((one) => one.name === FILE.name && !one.isWell);
    const reason = `a question had no answer: ${(error as Error).message}`;
    if (!told) return [finding(FILE, [reason]), ...findings.filter((one) => one.name !== FILE.name)];
  }
  return findings;
}

async function judge(tx: Transaction<Tables>, check: Check, now: number): Promise<Finding> {
  const asked = check.broken.replaceAll(':now', String(now));
  const { rows } = await sql<{ what: string }>`${sql.raw(asked)}`.execute(tx);
  return finding(
    check,
    rows.map((row) => row.what),
  );
}

async function integrity(tx: Transaction<Tables>): Promise<Finding> {
  const pages = await sql<{ integrity_check: string }>`pragma integrity_check(20)`.execute(tx);
  const orphans = await sql<{ table: string; rowid: number }>`pragma foreign_key_check`.execute(tx);
  const broken = [
    ...pages.rows.map((row) => row.integrity_check).filter((word) => word !== 'ok'),
    ...orphans.rows.map((row) => `row ${row.rowid} of ${row.table} names a row that is not there`),
  ];
  return finding(FILE, broken);
}

function finding(check: Omit<Check, 'broken'>, broken: readonly string[]): Finding {
  return {
    name: check.name,
    promise: check.promise,
    isWell: broken.length === 0,
    broken: broken.length,
    examples: broken.slice(0, EXAMPLES),
    remedy: check.remedy,
  };
}

/** Every version of the privacy promises, newest first. An order names the version its buyer read. */

export interface PolicyVersion {
  readonly version: string;
  /** The day it took effect, ISO. */
  readonly since: string;
  /** What changed, in plain words. */
  readonly change: string;
}

export const POLICY_HISTORY: readonly PolicyVersion[] = [
  { version: '2026-11', since: '2026-11-22', change: 'First version: the promises on this page.' },
];

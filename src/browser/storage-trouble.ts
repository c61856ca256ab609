/** What can be wrong with this device's storage, and how the browsers say it. */

export type StorageTrouble =
  /** There is none here: server rendering, refused by a setting, an old private window. */
  | 'absent'
  /** It did not answer within its limit. */
  | 'slow'
  /** An older tab holds the old version: this tab goes on without storage until that tab is closed. */
  | 'blocked'
  /** A newer version of the shop runs in another tab: this page must be reloaded. */
  | 'outdated'
  /** The quota is used up; nothing of the refused work was written. */
  | 'full'
  /** It cannot be read any more; see `wipeDatabase`. */
  | 'corrupt'
  /** The connection broke twice in a row. */
  | 'lost';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const textOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** Why an open failed. Chromium says UnknownError for a broken backing store, Firefox InvalidStateError in old private windows. */
export function troubleOfOpening(error: unknown): StorageTrouble {
  const name = nameOf(error);
  if (name === 'VersionError') return 'outdated';
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'ReferenceError') return 'absent';
  if (name === 'AbortError' && /quota|full/i.test(textOf(error))) return 'full';
  return 'corrupt';
}

/** Why work in an open database failed; undefined when it is a defect of ours and must be thrown. */
export function troubleOfWork(error: unknown): StorageTrouble | undefined {
  const name = nameOf(error);
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'NotFoundError' || name === 'NotReadableError' || name === 'DataCorruptError')
    return 'corrupt';
  if (name === 'InvalidStateError' || name === 'UnknownError' || name === 'AbortError') return 'lost';
  if (name === 'TimeoutError') return 'slow';
  return undefined;
}

/** The end of a time that does not include it, as people say it: "until 30 November", "until 30 November, 09:00 UTC". */

const DAY = 86_400_000;

/** `end` in UTC milliseconds: a midnight closes the day before it. */
export function untilWords(end: number): string {
  const isMidnight = end % DAY === 0;
  const at = new Date(isMidnight ? end - 1 : end);
  const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return isMidnight ? `until ${day}` : `until ${day}, ${at.toISOString().slice(11, 16)} UTC`;
}

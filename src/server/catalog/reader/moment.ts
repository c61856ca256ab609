/** Dates as shops export them: "2026-11-27", "2026-11-27 09:00:00", "2026-11-27T09:00:00+01:00". Without a zone they are UTC. */

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)? ?(Z|[+-]\d\d:?\d\d)?$/i;
const DAY = 86_400_000;

/** UTC milliseconds; a bare day is its first moment, or with `isEnd` the first moment after it. Undefined: no date that exists. */
export function readMoment(text: string, isEnd = false): number | undefined {
  const [whole, year, month, day, hour, minute = '00', second = '00', zone = 'Z'] =
    FORM.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // "2026-02-30" would silently be March.
  if (Number.isNaN(midnight) || new Date(midnight).getUTCDate() !== Number(day)) return undefined;
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${year}-${month}-${day}T${hour ?? '00'}:${minute}:${second}${offset}`);
  if (Number.isNaN(at)) return undefined;
  return hour === undefined && isEnd ? at + DAY : at;
}

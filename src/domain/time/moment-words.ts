/** Days and moments as people say them, on the clock of a zone: "UTC" where the reader's own is not known. */

/** "27 November 2026". */
export function dayWords(at: number, zone = 'UTC'): string {
  return words(at, zone, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "27 Nov"; with its year where that is another than `beside`'s. */
export function shortDayWords(at: number, beside: number, zone = 'UTC'): string {
  const year = (moment: number) => words(moment, zone, { year: 'numeric' });
  const day = words(at, zone, { day: 'numeric', month: 'short' });
  return year(at) === year(beside) ? day : `${day} ${year(at)}`;
}

/** "01:58 UTC on 27 November"; on the reader's own clock no zone is named: "02:58 on 27 November". */
export function momentWords(at: number, zone = 'UTC'): string {
  const clock = words(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${clock}${zone === 'UTC' ? ' UTC' : ''} on ${words(at, zone, { day: 'numeric', month: 'long' })}`;
}

function words(at: number, timeZone: string, how: Intl.DateTimeFormatOptions): string {
  return new Date(at).toLocaleString('en-GB', { ...how, timeZone });
}

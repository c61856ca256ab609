/** Memory and work of another process, as the system counts them (Linux; 0 elsewhere). */
import { readFileSync } from 'node:fs';

/** Megabytes of 1,000,000 bytes. */
export function memoryOf(pid: number | undefined): { now: number; peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (name: string): number => {
      const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0;
      return Math.round((Number(kibibytes) * 1024) / 1_000_000);
    };
    return { now: read('VmRSS'), peak: read('VmHWM') };
  } catch {
    return { now: 0, peak: 0 };
  }
}

const TICKS_PER_SECOND = 100;

/** Milliseconds of processor time used so far: a figure that other programs on the machine hardly change. */
export function workOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** Lets system calls of a process fail or kill it, by strace; where that is absent or forbidden, tests are left out and say why. */
import { execFile, spawnSync } from 'node:child_process';

/** Why calls cannot be tampered with on this machine; '' where they can. */
export const noTracing: string = (() => {
  const tried = spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', process.execPath, '--version'], {
    timeout: 20_000,
  });
  if (tried.error) return ' (left out: there is no strace here)';
  return tried.status === 0 ? '' : ' (left out: strace may not trace here)';
})();

export interface Traced {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  /** What strace wrote of the calls that matched. */
  readonly calls: readonly string[];
}

/** Runs Node with `args`, watching calls named in `trace` on `files` alone; `inject` as strace takes it: "pwrite64:signal=KILL:when=3". */
export function runTraced(
  args: readonly string[],
  {
    trace,
    files,
    inject,
  }: { readonly trace: string; readonly files: readonly string[]; readonly inject?: string },
): Promise<Traced> {
  const options = ['-f', '-qq', ...files.flatMap((file) => ['-P', file]), '-e', `trace=${trace}`];
  if (inject) options.push('-e', `inject=${inject}`);
  return new Promise((resolve) => {
    const child = execFile(
      'strace',
      [...options, process.execPath, ...args],
      { maxBuffer: 1 << 26 },
      (_, output, told) => {
        const calls = told.split('\n').filter((line) => /^(\[pid +\d+\] )?\w+\(/.test(line));
        resolve({ code: child.exitCode, signal: child.signalCode, output, calls });
      },
    );
  });
}

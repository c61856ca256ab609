/** Finds a Chromium for the journeys, or brings one: CHROME_PATH, the system's, Playwright's own; else apt-get (as root) or Playwright's download. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const root = fileURLToPath(new URL('../..', import.meta.url));

export function findChromium(): string | undefined {
  const given = process.env['CHROME_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROME_PATH names no file: ${given}`);
    return given;
  }
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) =>
    existsSync(file),
  );
  if (found) return found;
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/** As `findChromium`, installing one where none is; throws with what was tried. */
export function bringChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium is on this machine: installing one for the journeys...');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env,
    });
  }
  if (!findChromium()) {
    spawnSync(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], {
      stdio: 'inherit',
    });
  }
  const brought = findChromium();
  if (brought) return brought;
  throw new Error(
    'No Chromium was found and none could be installed. Install one, or set CHROME_PATH to it.',
  );
}

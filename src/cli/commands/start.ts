/** `npm start`: builds if needed, opens the shop over TLS, prints where it is, and closes it gracefully. */
import { ensureBuild } from '#server/tls/build.ts';
import { openCertificate, type Certificate } from '#server/tls/certificate.ts';
import { openEntry, type Entry } from '#server/tls/entry.ts';
import { greeting } from '#server/tls/greeting.ts';
import { startFault } from '#server/tls/start-fault.ts';
import { readSettings } from '#server/settings/settings.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  about: 'Open the shop (npm start).',
  usage: [
    'npm start',
    '',
    'Opens the shop at https://localhost:8443. Settings are environment variables:',
    'PORT, HOST, ORIGIN, TLS_CERT, TLS_KEY, SHOP_DIR, DATABASE_URL, SMTP_URL and others,',
    'each described in src/server/settings/settings.ts.',
  ].join('\n'),
  async run() {
    const settings = readSettings(process.env);
    const stopped = stopSignal();
    let certificate: Certificate;
    let entry: Entry;
    try {
      certificate = await openCertificate(settings, Date.now());
      await ensureBuild((line) => console.log(line));
      entry = await openEntry(settings, certificate);
    } catch (error) {
      throw startFault(error, settings);
    }
    console.log(await greeting(entry, certificate, process.stdout.isTTY));
    await stopped;
    await entry.close();
    return 0;
  },
};

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

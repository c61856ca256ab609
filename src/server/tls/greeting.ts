/** What `npm start` prints once the shop is open: its addresses, a QR code for the phone, and how to trust the certificate. */
import qrcode from 'qrcode';
import type { Certificate } from './certificate.ts';
import { AUTHORITY_PATH, type Entry } from './entry.ts';

export async function greeting(
  entry: Entry,
  certificate: Certificate,
  hasTerminal: boolean,
): Promise<string> {
  const phone = entry.others.find((address) => !/\/\/(localhost|127\.|\[)/.test(address));
  const lines = ['', 'The shop is open.', '', `  Here            ${entry.origin}`];
  if (entry.others.length === 0) lines.push(`  It listens on port ${entry.port}`);
  if (phone) lines.push(`  On your phone   ${phone}   (same network)`);
  if (phone && hasTerminal) {
    const code = await qrcode.toString(phone, { type: 'utf8', margin: 1, errorCorrectionLevel: 'L' });
    lines.push(
      '',
      ...code
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    );
  }
  if (certificate.authorityFile) {
    lines.push(
      '',
      'Its certificate was made on this machine, so browsers warn once. Go on past the warning, or trust the local authority:',
      `  file      ${certificate.authorityFile}`,
      `  phone     open ${phone ?? entry.origin}${AUTHORITY_PATH}, install it, then allow it in the settings for certificates`,
      '  Chromium  Settings > Privacy > Security > Manage certificates > Authorities > Import',
      '  Firefox   Settings > Privacy > Certificates > View > Authorities > Import',
      '  macOS     security add-trusted-cert -k ~/Library/Keychains/login.keychain-db <file>',
      'With certificates of your own, set TLS_CERT, TLS_KEY and ORIGIN.',
    );
  }
  return `${lines.join('\n')}\n\nStop with Ctrl+C.\n`;
}

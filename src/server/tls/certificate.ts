/**
 * The certificate the shop shows: the merchant's own (TLS_CERT, TLS_KEY), or one made on this machine.
 * - Made once: a local authority (ca.crt, ca.key) that people may choose to trust, valid ten years.
 * - Made again when a month is left or the machine has a new address: the leaf for localhost and this machine's addresses.
 * - A pair that is damaged counts as absent: it is made again, so no broken file keeps the shop shut.
 * - EC P-256 throughout; private keys are readable by their owner only.
 */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { SettingsError, type Settings } from '../settings/settings.ts';
import { ownAddresses } from './addresses.ts';

export interface Certificate {
  /** PEM chain, leaf first. */
  readonly cert: string;
  readonly key: string;
  /** PEM file of the local authority, when the certificate was made here. */
  readonly authorityFile?: string;
}

const DAY = 86_400_000;
const LEAF_DAYS = 365;
const AUTHORITY_DAYS = 3650;
const RENEW_BEFORE = 30 * DAY;

export async function openCertificate(settings: Settings, now: number): Promise<Certificate> {
  if (settings.TLS_CERT) {
    const cert = await readSetting('TLS_CERT', settings.TLS_CERT);
    const key = await readSetting('TLS_KEY', settings.TLS_KEY);
    assertPair(cert, key);
    return { cert, key };
  }
  return localCertificate(
    join(settings.SHOP_DIR, 'tls'),
    ['localhost', '127.0.0.1', '::1', ...ownAddresses()],
    now,
  );
}

async function localCertificate(folder: string, names: readonly string[], now: number): Promise<Certificate> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authorityFile = join(folder, 'ca.crt');
  const kept = await readPair(join(folder, 'localhost'));
  if (kept && isGood(kept.cert, names, now)) return { ...kept, authorityFile };

  const ca = (await readPair(join(folder, 'ca'))) ?? (await makeAuthority(folder, now));
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + LEAF_DAYS * DAY),
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map(altName) },
    ],
  });
  const chain = `${leaf.cert.trim()}\n${ca.cert.trim()}\n`;
  await writePair(join(folder, 'localhost'), chain, leaf.private);
  return { cert: chain, key: leaf.private, authorityFile };
}

async function makeAuthority(folder: string, now: number): Promise<{ cert: string; key: string }> {
  const made = await generate([{ name: 'commonName', value: 'Cartwright on this machine' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + AUTHORITY_DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  await writePair(join(folder, 'ca'), made.cert, made.private);
  return { cert: made.cert, key: made.private };
}

function altName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return /^[\d.]+$|:/.test(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

function isGood(cert: string, names: readonly string[], now: number): boolean {
  const x509 = new X509Certificate(cert);
  const isCovered = (name: string): boolean =>
    (altName(name).type === 7 ? x509.checkIP(name) : x509.checkHost(name)) !== undefined;
  return Date.parse(x509.validTo) - now > RENEW_BEFORE && names.every(isCovered);
}

async function readPair(stem: string): Promise<{ cert: string; key: string } | undefined> {
  const [cert, key] = await Promise.all(
    [`${stem}.crt`, `${stem}.key`].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  if (!cert || !key) return undefined;
  try {
    return isPair(cert, key) ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}

/** Throws where either is no PEM at all. */
function isPair(cert: string, key: string): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}

/** Each file appears whole or not at all; the key first, so that a certificate never stands without one. */
async function writePair(stem: string, cert: string, key: string): Promise<void> {
  for (const [file, text, mode] of [
    [`${stem}.key`, key, 0o600] as const,
    [`${stem}.crt`, cert, 0o644] as const,
  ]) {
    await writeFile(`${file}.new`, text, { mode });
    await rename(`${file}.new`, file);
  }
}

async function readSetting(name: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SettingsError(
      `${name} names a file that cannot be read (${error.code ?? error.message}): "${file}".`,
    );
  });
}

function assertPair(cert: string, key: string): void {
  let matches: boolean;
  try {
    matches = isPair(cert, key);
  } catch (error) {
    throw new SettingsError(`TLS_CERT and TLS_KEY must be PEM files: ${(error as Error).message}.`);
  }
  if (!matches) throw new SettingsError('TLS_KEY is not the key of TLS_CERT.');
}

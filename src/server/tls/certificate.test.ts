import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSettings } from '../settings/settings.ts';
import { isLocalName, ownAddresses } from './addresses.ts';
import { openCertificate } from './certificate.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-tls-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (now = NOW, environment: Record<string, string> = {}) =>
  openCertificate(readSettings({ SHOP_DIR: folder, ...environment }), now);

it('makes a certificate for localhost and this machine, signed by a local authority', async () => {
  const made = await open();
  const leaf = new X509Certificate(made.cert);
  const authority = new X509Certificate(await readFile(made.authorityFile!));
  expect(leaf.checkHost('localhost')).toBe('localhost');
  for (const address of ['127.0.0.1', '::1', ...ownAddresses()]) expect(leaf.checkIP(address)).toBe(address);
  expect(leaf.verify(authority.publicKey)).toBe(true);
  expect(leaf.ca).toBe(false);
  expect(authority.ca).toBe(true);
  expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  for (const name of ['ca.key', 'localhost.key']) {
    expect((await stat(join(folder, 'tls', name))).mode & 0o777).toBe(0o600);
  }
});

it('keeps it, and renews the leaf under the same authority when it grows old', async () => {
  const first = await open();
  expect((await open(NOW + 300 * DAY)).cert).toBe(first.cert);
  const authority = await readFile(first.authorityFile!, 'utf8');
  const renewed = await open(NOW + 340 * DAY);
  expect(renewed.cert).not.toBe(first.cert);
  expect(await readFile(renewed.authorityFile!, 'utf8')).toBe(authority);
});

it('makes a damaged one again, and keeps the authority people trust when only the leaf is hurt', async () => {
  const first = await open();
  const authority = await readFile(first.authorityFile!, 'utf8');
  await writeFile(join(folder, 'tls/localhost.crt'), 'nonsense');
  const mended = await open();
  expect(new X509Certificate(mended.cert).verify(new X509Certificate(authority).publicKey)).toBe(true);
  // A key of another pair is as bad as none.
  await writeFile(join(folder, 'tls/ca.key'), mended.key);
  await writeFile(join(folder, 'tls/localhost.key'), '');
  const again = await open();
  const renewed = await readFile(again.authorityFile!, 'utf8');
  expect(renewed).not.toBe(authority);
  expect(new X509Certificate(again.cert).verify(new X509Certificate(renewed).publicKey)).toBe(true);
});

it('takes the certificate of the settings, and says plainly what is wrong with it', async () => {
  const made = await open();
  const [cert, key] = [join(folder, 'own.crt'), join(folder, 'own.key')];
  await writeFile(cert, made.cert);
  await writeFile(key, made.key);
  expect(await open(NOW, { TLS_CERT: cert, TLS_KEY: key })).toEqual({ cert: made.cert, key: made.key });
  await expect(open(NOW, { TLS_CERT: join(folder, 'none'), TLS_KEY: key })).rejects.toThrow(
    /TLS_CERT.*ENOENT/,
  );
  await expect(open(NOW, { TLS_CERT: cert, TLS_KEY: join(folder, 'tls/ca.key') })).rejects.toThrow(
    /TLS_KEY is not the key/,
  );
  await writeFile(cert, 'nonsense');
  await expect(open(NOW, { TLS_CERT: cert, TLS_KEY: key })).rejects.toThrow(/must be PEM/);
});

it('knows the names of the machine itself', () => {
  for (const name of ['localhost', 'shop.localhost', '192.0.2.1', '[::1]'])
    expect(isLocalName(name)).toBe(true);
  for (const name of ['shop.example', 'localhost.example']) expect(isLocalName(name)).toBe(false);
});

/** Where this machine can be reached: its names and addresses, for the certificate, the authority check and the greeting. */
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Addresses of this machine in its networks, loopback and link-local ones left out. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => !entry.internal && !/^(fe80|169\.254\.)/i.test(entry.address))
    .map((entry) => entry.address);
}

/** Whether this is a name or address of the machine itself, where HSTS would do harm and a local certificate is right. */
export function isLocalName(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare.endsWith('.localhost') || isIP(bare) !== 0;
}

/** As it stands in a URL: IPv6 in brackets, port 443 left out. */
export function authority(host: string, port: number): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return port === 443 ? name : `${name}:${port}`;
}

/** Which IP addresses are out on the public network. Everything else is ours, our neighbours' or nobody's, and is never called. */
import { BlockList, isIP } from 'node:net';

/** IANA special-purpose registries (RFC 6890 and updates), multicast and reserved space. */
const FORBIDDEN_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** Of IPv6 only global unicast is public, and of that not what carries IPv4 inside or is set apart. */
const GLOBAL_6 = '2000::/3';
const FORBIDDEN_6 = [
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '5f00::/16',
];

const list = (kind: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList => {
  const block = new BlockList();
  for (const subnet of subnets) {
    const [net, bits] = subnet.split('/');
    block.addSubnet(net!, Number(bits), kind);
  }
  return block;
};

const forbidden4 = list('ipv4', FORBIDDEN_4);
const forbidden6 = list('ipv6', FORBIDDEN_6);
const global6 = list('ipv6', [GLOBAL_6]);

/** True for an address of the public network; false for any other text. Mapped and translated forms are refused whole. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !forbidden4.check(address, 'ipv4');
  // A zone ("fe80::1%eth0") names one of our own interfaces.
  if (kind !== 6 || address.includes('%')) return false;
  return global6.check(address, 'ipv6') && !forbidden6.check(address, 'ipv6');
}

import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Ranges that do not lead to the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry/ and -ipv6-. */
const special = new BlockList();
for (const range of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16',
  '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))) {
  const [network = '', bits] = range.split('/');
  special.addSubnet(network, Number(bits), 'ipv4');
}
for (const range of [
  '::/127',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]) {
  const [network = '', bits] = range.split('/');
  special.addSubnet(network, Number(bits), 'ipv6');
}

/** True for an address on the public internet. IPv4 addresses mapped into IPv6 are judged as the IPv4 address they are. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !special.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A name or an address that leads into a private network. */
export class AddressDenied extends Error {
  override readonly name = 'AddressDenied';
  constructor(host: string) {
    super(`${host} leads to an address that is not on the public internet`);
  }
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * A DNS lookup for the HTTP agent that refuses private addresses. It sits in the connection itself, because a name checked beforehand may
 * resolve differently a moment later. Node skips the lookup for literal addresses: check those with `isPublicAddress`.
 */
export function publicLookup(hostname: string, options: { all?: boolean | undefined }, callback: LookupCallback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error) callback(error, []);
    else if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      callback(new AddressDenied(hostname), []);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
}

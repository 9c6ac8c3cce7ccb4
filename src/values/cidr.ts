import { IPv4, IPv6, isValid, parse } from 'ipaddr.js';
import type { ValuesOf } from '../diagnostics/catalogue.ts';

/** Kubernetes (net/netip) refuses leading zeros, octal numbers and short forms, which some programs accept. */
const PLAIN_IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;
/** Zones and IPv4 suffixes are refused, as in Kubernetes. */
const PLAIN_IPV6 = /^[0-9a-fA-F]*:[0-9a-fA-F:]*$/;

/** The parsed address, or undefined if Kubernetes would refuse it. */
const addressOf = (s: string): IPv4 | IPv6 | undefined =>
  (PLAIN_IPV4.test(s) || PLAIN_IPV6.test(s)) && isValid(s) ? parse(s) : undefined;

/** Whether a network contains another network, or is the same; both are valid CIDRs. */
export const contains = (outer: string, inner: string): boolean => {
  const [a, b] = [outer, inner].map((c) => ({ address: addressOf(c.split('/')[0]!), bits: Number(c.split('/')[1]) }));
  if (!a?.address || !b?.address || a.bits > b.bits) return false;
  if (a.address instanceof IPv4) return b.address instanceof IPv4 && b.address.match(a.address, a.bits);
  return b.address instanceof IPv6 && b.address.match(a.address, a.bits);
};

/** What is wrong with a CIDR, as the values of its message; undefined: nothing. */
export const cidrProblem = (s: string): ValuesOf<'InvalidCIDR'> | undefined => {
  const [text = '', prefix] = s.split('/', 2);
  const address = addressOf(text);
  if (!address) return { value: s, address: text, bits: 32, reason: 'address' };
  const max = address.kind() === 'ipv4' ? 32 : 128;
  const values = { value: s, address: text, bits: max };
  if (prefix === undefined) return { ...values, reason: 'noPrefix' };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > max || s.split('/').length > 2)
    return { ...values, reason: 'prefix' };
  const cidr = `${text}/${prefix}`;
  const network = max === 32 ? IPv4.networkAddressFromCIDR(cidr) : IPv6.networkAddressFromCIDR(cidr);
  return network.toNormalizedString() === address.toNormalizedString()
    ? undefined
    : { ...values, reason: 'hostBits', network: `${network}/${prefix}` };
};

/** The family of an address that Kubernetes accepts; undefined: it is not an address. */
export const familyOf = (s: string): 'IPv4' | 'IPv6' | undefined => {
  const address = addressOf(s);
  return address && (address.kind() === 'ipv4' ? 'IPv4' : 'IPv6');
};

import { IPv4, IPv6, isValid, parse } from 'ipaddr.js';

/** Leading zeros, octal numbers and short forms are addresses for some programs and refused by Kubernetes (net/netip). */
const PLAIN_IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;
/** Zones and IPv4 tails are refused, as Kubernetes does. */
const PLAIN_IPV6 = /^[0-9a-fA-F]*:[0-9a-fA-F:]*$/;

/** The address, or undefined where Kubernetes would refuse it. */
const addressOf = (s: string): IPv4 | IPv6 | undefined =>
  (PLAIN_IPV4.test(s) || PLAIN_IPV6.test(s)) && isValid(s) ? parse(s) : undefined;

/** What is wrong with a CIDR and how to fix it, or undefined. */
export const cidrProblem = (s: string): { what: string; fix: string } | undefined => {
  const [text = '', prefix] = s.split('/', 2);
  const address = addressOf(text);
  if (!address)
    return { what: `${JSON.stringify(s)} is not an address range.`, fix: 'Write a network such as 10.0.0.0/8.' };
  const max = address.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined)
    return { what: `${s} has no prefix length.`, fix: `For this one address write ${s}/${max}.` };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > max || s.split('/').length > 2)
    return {
      what: `${JSON.stringify(s)} has no prefix length of 0 to ${max}.`,
      fix: `Write ${text}/${max} for one address.`,
    };
  const cidr = `${text}/${prefix}`;
  const network = max === 32 ? IPv4.networkAddressFromCIDR(cidr) : IPv6.networkAddressFromCIDR(cidr);
  if (network.toNormalizedString() !== address.toNormalizedString())
    return {
      what: `${s} has host bits.`,
      fix: `Write ${network}/${prefix}, or ${text}/${max} for the one address.`,
    };
  return undefined;
};

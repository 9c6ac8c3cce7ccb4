// Addresses of Backends (validateHostname and validateIP in backend.go).

import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { parseIPv4, parseIPv6 } from '../../values/go-net.ts';

const LABELS = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Maximum length of a host name. */
const LONGEST = 253;

export const isAddress = (s: string): boolean => parseIPv4(s) !== undefined || parseIPv6(s) !== undefined;

type Problem = ValuesOf<'InvalidBackendAddress'>;

/** Why a host name is not one; `onHost`: names without a domain are allowed; undefined: not known. */
export const hostnameProblem = (hostname: string, onHost: boolean | undefined): Problem | undefined => {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  if (name.length > LONGEST || !LABELS.test(name)) return { case: 'invalid', of: { address: hostname } };
  if (!onHost && !hostname.includes('.')) return { case: 'oneLabel', of: { hostname, sure: onHost !== undefined } };
  return isAddress(hostname) ? { case: 'isAddress', of: { hostname } } : undefined;
};

/** Why an IP address is not one that proxies can reach. */
export const addressProblem = (address: string, onHost: boolean | undefined): Problem | undefined => {
  const v4 = parseIPv4(address);
  const v6 = v4 ? undefined : parseIPv6(address);
  if (!v4 && !v6) return { case: 'invalid', of: { address } };
  return isLoopback(v4, v6) && !onHost ? { case: 'loopback', of: { address, sure: onHost !== undefined } } : undefined;
};

const isLoopback = (v4: readonly number[] | undefined, v6: readonly number[] | undefined): boolean =>
  v4 ? v4[0] === 127 : (v6?.slice(0, -1).every((n) => n === 0) ?? false) && v6?.at(-1) === 1;

import { parseIPv4, parseIPv6 } from './go-net.ts';

/** Whether Go's net.ParseCIDR accepts a text. Bits after the prefix may be set: 10.0.0.1/8. */
export const isCidr = (written: string): boolean => {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,6})$/.exec(written) ?? [];
  if (bits === '') return false;
  if (parseIPv4(address)) return Number(bits) <= 32;
  return parseIPv6(address) !== undefined && Number(bits) <= 128;
};

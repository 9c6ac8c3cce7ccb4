/** The 16-bit groups of an IPv6 address, or undefined; zones and IPv4 tails are refused, as Kubernetes does. */
const groups6 = (s: string): number[] | undefined => {
  const halves = s.split('::');
  if (halves.length > 2) return undefined;
  const parse = (half: string): number[] | undefined => {
    if (half === '') return [];
    const parts = half.split(':');
    return parts.every((p) => /^[0-9a-fA-F]{1,4}$/.test(p)) ? parts.map((p) => Number.parseInt(p, 16)) : undefined;
  };
  const [head, tail] = [parse(halves[0] ?? ''), parse(halves[1] ?? '')];
  if (!head || !tail) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const gap = 8 - head.length - tail.length;
  return gap < 1 ? undefined : [...head, ...Array<number>(gap).fill(0), ...tail];
};

const octets4 = (s: string): number[] | undefined => {
  const parts = s.split('.');
  return parts.length === 4 && parts.every((p) => /^(0|[1-9]\d{0,2})$/.test(p) && Number(p) <= 255)
    ? parts.map(Number)
    : undefined;
};

const masked = (parts: readonly number[], bits: number, size: number): number[] =>
  parts.map((part, i) => {
    const keep = Math.min(Math.max(bits - i * size, 0), size);
    return part & (((1 << size) - 1) ^ ((1 << (size - keep)) - 1));
  });

const show = (parts: readonly number[]): string =>
  parts.length === 4
    ? parts.join('.')
    : parts
        .map((g) => g.toString(16))
        .join(':')
        .replace(/(?:^|:)0(?::0)+(?::|$)/, '::');

/** What is wrong with a CIDR and how to mend it, or undefined. */
export const cidrProblem = (s: string): { what: string; fix: string } | undefined => {
  const [address = '', prefix] = s.split('/', 2);
  const parts = octets4(address) ?? groups6(address);
  if (!parts)
    return { what: `${JSON.stringify(s)} is not an address range.`, fix: 'Write a network such as 10.0.0.0/8.' };
  const size = parts.length === 4 ? 8 : 16;
  const max = parts.length * size;
  if (prefix === undefined)
    return { what: `${s} has no prefix length.`, fix: `For this one address write ${s}/${max}.` };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > max || s.split('/').length > 2)
    return {
      what: `${JSON.stringify(s)} has no prefix length of 0 to ${max}.`,
      fix: `Write ${address}/${max} for one address.`,
    };
  const network = masked(parts, Number(prefix), size);
  if (network.some((n, i) => n !== parts[i]))
    return {
      what: `${s} has host bits.`,
      fix: `Write ${show(network)}/${prefix}, or ${address}/${max} for the one address.`,
    };
  return undefined;
};

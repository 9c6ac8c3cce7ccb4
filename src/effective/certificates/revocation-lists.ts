// Certificate revocation lists (RFC 5280, 5.1), as far as Envoy Gateway validates them (validateCrl in tls.go).

/** A value in DER: its tag, and where its content is. */
interface Der {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/** The value at a position; undefined: there is none that fits. */
const at = (bytes: Uint8Array, offset: number, limit: number): Der | undefined => {
  const [tag, first] = [bytes[offset], bytes[offset + 1]];
  if (tag === undefined || first === undefined || offset + 2 > limit) return undefined;
  let [length, start] = [first, offset + 2];
  if (first > 0x7f) {
    const size = first & 0x7f;
    if (size === 0 || size > 4 || start + size > limit) return undefined;
    length = 0;
    for (let i = 0; i < size; i++) length = length * 256 + bytes[start + i]!;
    start += size;
  }
  return start + length > limit ? undefined : { tag, start, end: start + length };
};

const childrenOf = (bytes: Uint8Array, { start, end }: Der): Der[] => {
  const found: Der[] = [];
  for (let offset = start; offset < end; ) {
    const child = at(bytes, offset, end);
    if (!child) return found;
    found.push(child);
    offset = child.end;
  }
  return found;
};

/** In milliseconds. UTCTime has two digits of the year, of 1950 to 2049. */
const timeOf = (bytes: Uint8Array, { tag, start, end }: Der): number | undefined => {
  const written = Buffer.from(bytes.subarray(start, end)).toString('latin1');
  const full = tag === UTC_TIME ? `${Number(written.slice(0, 2)) < 50 ? '20' : '19'}${written}` : written;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** When a list was made and when the next one is due. */
export interface RevocationList {
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
}

/** A list in DER; undefined: it is none. */
export const revocationList = (der: Uint8Array): RevocationList | undefined => {
  const whole = at(der, 0, der.length);
  const content = whole?.tag === SEQUENCE ? childrenOf(der, whole)[0] : undefined;
  if (content?.tag !== SEQUENCE) return undefined;
  const parts = childrenOf(der, content);
  const [algorithm, issuer, ...rest] = parts[0]?.tag === INTEGER ? parts.slice(1) : parts;
  if (algorithm?.tag !== SEQUENCE || issuer?.tag !== SEQUENCE) return undefined;
  const times = rest.slice(0, 2).filter(({ tag }) => tag === UTC_TIME || tag === GENERALIZED_TIME);
  const [thisUpdate, nextUpdate] = times.map((t) => timeOf(der, t));
  return thisUpdate === undefined ? undefined : { thisUpdate, nextUpdate };
};

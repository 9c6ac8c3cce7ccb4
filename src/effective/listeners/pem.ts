// Certificates and private keys in Secrets, as Envoy Gateway reads them (tls.go).
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isUnknown } from '../../objects/unknown-value.ts';
import { fields, type Loose, text } from '../objects/loose-objects.ts';

/** Longer values are not read; certificates are a few kilobytes. */
const LONGEST = 200_000;
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** What an object contains under a key. */
export type Content =
  | { readonly state: 'absent' }
  /** Something replaces the value before it is applied, so it is not known. */
  | { readonly state: 'unknown' }
  | { readonly state: 'text'; readonly text: string };

type WithData = Loose & { readonly data?: unknown; readonly stringData?: unknown; readonly type?: unknown };

/** The value of a Secret or ConfigMap under a key. The value of a Secret is never shown. */
export const contentOf = (object: Loose, key: string): Content => {
  const { data, stringData } = object as WithData;
  const plainText = text(fields(stringData)[key]);
  const isSecret = object.kind === 'Secret';
  const given = isSecret && plainText !== undefined ? plainText : text(fields(data)[key]);
  if (given === undefined) return { state: 'absent' };
  if (given.length > LONGEST || isUnknown(given)) return { state: 'unknown' };
  if (!isSecret || plainText !== undefined) return { state: 'text', text: given };
  if (!BASE64.test(given)) return { state: 'unknown' };
  const decoded = Buffer.from(given, 'base64').toString('latin1');
  return isUnknown(decoded) ? { state: 'unknown' } : { state: 'text', text: decoded };
};

/** The keys of a Secret or ConfigMap. */
export const keysOf = (object: Loose): string[] => {
  const { data, stringData } = object as WithData;
  return [...new Set([...Object.keys(fields(data)), ...Object.keys(fields(stringData))])];
};

/** The type of a Secret. */
export const secretType = (secret: Loose): string => text((secret as WithData).type) ?? 'Opaque';

/** A block of PEM. */
export interface PemBlock {
  readonly label: string;
  readonly text: string;
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';

/** The blocks of a text in PEM. A loop over positions: an expression takes quadratic time on many beginnings. */
export const pemBlocks = (pem: string): PemBlock[] => {
  const blocks: PemBlock[] = [];
  let at = pem.indexOf(BEGIN);
  while (at >= 0) {
    const label = pem.slice(at + BEGIN.length, pem.indexOf('-----', at + BEGIN.length));
    const end = pem.indexOf(`${END}${label}-----`, at);
    if (end < 0 || label.includes('\n')) return blocks;
    const after = end + END.length + label.length + 5;
    blocks.push({ label, text: pem.slice(at, after) });
    at = pem.indexOf(BEGIN, after);
  }
  return blocks;
};

/** A certificate of a chain; undefined: the block is none. */
export const certificateOf = (block: PemBlock): X509Certificate | undefined => {
  try {
    return new X509Certificate(block.text);
  } catch {
    return undefined;
  }
};

/** The DNS names in a certificate. Other names contain commas only in quotes, which DNS names cannot have. */
export const dnsNamesOf = (certificate: X509Certificate): string[] =>
  (certificate.subjectAltName ?? '').split(', ').flatMap((s) => (s.startsWith('DNS:') ? [s.slice(4)] : []));

const KEY_LABELS = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY'];

/** The first private key in a text (firstSupportedPrivateKeyBlock); undefined: there is none that Envoy Gateway can read. */
export const privateKeyOf = (pem: string): KeyObject | undefined => {
  const block = pemBlocks(pem).find((b) => KEY_LABELS.includes(b.label));
  if (!block) return undefined;
  try {
    return createPrivateKey(block.text);
  } catch {
    return undefined;
  }
};

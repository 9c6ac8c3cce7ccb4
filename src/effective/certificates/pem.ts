// Certificates and private keys in PEM, as Envoy Gateway reads them (tls.go).
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

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

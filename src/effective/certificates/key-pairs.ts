// A certificate with its private key in a Secret (parseCertsFromTLSSecretsData in tls.go).
import type { X509Certificate } from 'node:crypto';
import type { Loose } from '../objects/loose-objects.ts';
import { contentOf } from '../objects/object-data.ts';
import { certificateOf, dnsNamesOf, pemBlocks, privateKeyOf } from './pem.ts';

/** What is wrong with the content of a Secret. */
export type PairFault =
  | 'incomplete'
  | 'noCertificate'
  | 'badCertificate'
  | 'expired'
  | 'notYetValid'
  | 'noKey'
  | 'mismatch';

/** A Secret with a certificate: valid, with a fault, or with content that is not known. */
export type KeyPair =
  | {
      readonly state: 'valid';
      /** The names in the certificate of the server. */
      readonly names: readonly string[];
      /** The kind of key with each name; a listener can have one certificate of a kind for a name. */
      readonly uses: readonly string[];
    }
  | { readonly state: 'fault'; readonly fault: PairFault }
  | { readonly state: 'unknown' };

const known = new WeakMap<Loose, Map<number | undefined, KeyPair>>();

/** The certificate and the key of a Secret; `now`: to find expired certificates, in milliseconds; undefined: not compared. */
export const keyPairOf = (secret: Loose, now: number | undefined): KeyPair => {
  const ofSecret = known.get(secret) ?? new Map();
  known.set(secret, ofSecret);
  if (!ofSecret.has(now)) ofSecret.set(now, read(secret, now));
  return ofSecret.get(now)!;
};

/** The day is known, not the time zone: a certificate of today is valid. In milliseconds. */
export const DAYS = 2 * 86_400_000;

const fault = (of: PairFault): KeyPair => ({ state: 'fault', fault: of });

const read = (secret: Loose, now: number | undefined): KeyPair => {
  const certificates = contentOf(secret, 'tls.crt');
  const key = contentOf(secret, 'tls.key');
  const isEmpty = (c: typeof key): boolean => c.state === 'absent' || (c.state === 'text' && c.text === '');
  if (isEmpty(certificates) || isEmpty(key)) return fault('incomplete');
  if (certificates.state !== 'text') return { state: 'unknown' };
  const blocks = pemBlocks(certificates.text);
  if (blocks.length === 0) return fault('noCertificate');
  const chain = blocks.map(certificateOf);
  if (chain.some((c) => c === undefined)) return fault('badCertificate');
  const leaf = chain[0] as X509Certificate;
  // A chain must stay intact: one expired certificate makes all of it invalid.
  if (now !== undefined) {
    if (chain.some((c) => Date.parse(c!.validTo) < now)) return fault('expired');
    if (chain.some((c) => Date.parse(c!.validFrom) > now + DAYS)) return fault('notYetValid');
  }
  if (key.state !== 'text') return { state: 'unknown' };
  const privateKey = privateKeyOf(key.text);
  if (!privateKey) return fault('noKey');
  if (!leaf.checkPrivateKey(privateKey)) return fault('mismatch');
  const names = dnsNamesOf(leaf);
  const commonName = /^CN=(.+)$/m.exec(leaf.subject)?.[1];
  const domains = names.length > 0 ? names : commonName === undefined ? [] : [commonName];
  const kind = leaf.publicKey.asymmetricKeyType ?? '';
  return { state: 'valid', names, uses: [...new Set(domains)].map((d) => `${kind}/${d}`) };
};

// Cipher suites of TLS 1.2 that Envoy knows (validCipherSuites in internal/gatewayapi/tls.go of Envoy Gateway).

/** A suite: its names in OpenSSL and at IANA. */
interface Suite {
  readonly names: readonly [openssl: string, iana: string];
  /** The key of the server certificate with which it can be used. */
  readonly certificate: 'ECDSA' | 'RSA';
  /** Whether HTTP/2 allows it: an ephemeral key exchange and an AEAD cipher (RFC 9113, appendix A). */
  readonly http2: boolean;
}

const suite = (openssl: string, iana: string): Suite => ({
  names: [openssl, iana],
  certificate: openssl.includes('ECDSA') ? 'ECDSA' : 'RSA',
  http2: openssl.startsWith('ECDHE') && /GCM|POLY1305/.test(openssl),
});

const SUITES: readonly Suite[] = [
  suite('ECDHE-ECDSA-AES128-GCM-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'),
  suite('ECDHE-RSA-AES128-GCM-SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'),
  suite('ECDHE-ECDSA-AES256-GCM-SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'),
  suite('ECDHE-RSA-AES256-GCM-SHA384', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'),
  suite('ECDHE-ECDSA-CHACHA20-POLY1305', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'),
  suite('ECDHE-RSA-CHACHA20-POLY1305', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'),
  suite('ECDHE-ECDSA-AES128-SHA', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'),
  suite('ECDHE-RSA-AES128-SHA', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'),
  suite('AES128-GCM-SHA256', 'TLS_RSA_WITH_AES_128_GCM_SHA256'),
  suite('AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'),
  suite('ECDHE-ECDSA-AES256-SHA', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'),
  suite('ECDHE-RSA-AES256-SHA', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'),
  suite('AES256-GCM-SHA384', 'TLS_RSA_WITH_AES_256_GCM_SHA384'),
  suite('AES256-SHA', 'TLS_RSA_WITH_AES_256_CBC_SHA'),
];

const BY_NAME: ReadonlyMap<string, Suite> = new Map(SUITES.flatMap((s) => s.names.map((name) => [name, s] as const)));

/** All names that Envoy accepts. */
export const SUITE_NAMES: readonly string[] = [...BY_NAME.keys()];

/** The suite with an OpenSSL or IANA name; undefined: Envoy does not know it. */
export const suiteOf = (name: string): Suite | undefined => BY_NAME.get(name);

/** The name that OpenSSL, and so curl, uses for a suite. */
export const opensslName = (name: string): string => BY_NAME.get(name)?.names[0] ?? name;

/** Suites of TLS 1.3, which Envoy always offers and cannot restrict. */
export const isTls13Suite = (name: string): boolean =>
  /^TLS_(AES_(128|256)_(GCM|CCM|CCM_8)_SHA(256|384)|CHACHA20_POLY1305_SHA256)$/i.test(name);

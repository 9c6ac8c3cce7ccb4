// Which TLS the listener accepts, and which versions of HTTP it offers.
import * as z from 'zod';
import { nearest } from '../../diagnostics/nearest.ts';
import { refusal } from '../../diagnostics/refusal.ts';
import { isTls13Suite, SUITE_NAMES, suiteOf } from '../../values/cipher-suites.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { ruled, word } from '../../values/scalars.ts';

const cipher = ruled((s) =>
  suiteOf(s)
    ? undefined
    : refusal('InvalidCipher', { value: s, tls13: isTls13Suite(s), suggestion: nearest(s, SUITE_NAMES) }),
);

const WRITTEN_AS_NUMBER = { 1.2: '1.2', 1.3: '1.3' } as const;

/** Keys of `tls` that every listener with TLS has. */
export const tlsProtocolKeys = {
  minVersion: z
    .union([z.enum(['1.2', '1.3']), z.literal([1.2, 1.3]).transform((n) => WRITTEN_AS_NUMBER[n])])
    .optional()
    .describe(
      withDefault('Oldest TLS version that clients may use: `"1.2"` or `"1.3"`', DEFAULTS.tlsProtocols.minVersion),
    ),
  ciphers: z
    .array(cipher)
    .min(1)
    .max(28)
    .optional()
    .describe(
      `${withDefault('Cipher suites for TLS 1.2, in order of preference: `[ECDHE-ECDSA-AES256-GCM-SHA384]`', DEFAULTS.tlsProtocols.ciphers)} Those of TLS 1.3 cannot be restricted.`,
    ),
  alpn: z
    .array(z.enum(['h2', 'http/1.1']))
    .min(1)
    .optional()
    .describe(
      withDefault(
        'Versions of HTTP that the listener offers over TLS (ALPN), in order of preference: `[h2, http/1.1]`',
        DEFAULTS.tlsProtocols.alpn,
      ),
    ),
};

/** HTTP/3, in addition to HTTP/1.1 and HTTP/2. */
export const http3 = later(() =>
  z
    .boolean()
    .describe(
      `${withDefault('Also serves HTTP/3: UDP on the port of the https listener', DEFAULTS.http3)} The load balancer must forward UDP and TCP on one port.`,
    ),
);

/** A service that clients may also call without TLS; the reason confirms it. */
export const plainHttp = word.describe(
  'Why clients may call the service without TLS, on port 80: "Old devices have no TLS." Only for public services.',
);

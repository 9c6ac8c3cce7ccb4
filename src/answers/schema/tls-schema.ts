import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { objectName, ruled, word } from '../../values/scalars.ts';
import { issuer } from './issuer-schema.ts';
import { tlsProtocolKeys } from './tls-protocols-schema.ts';

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const email = ruled(
  (s) => (EMAIL.test(s) && s.length <= 253 ? undefined : refusal('InvalidEmail', { value: s })),
  EMAIL,
);

/** The server certificate, and certificates of clients. */
export const tls = z
  .strictObject({
    issuer: issuer.optional().describe('Name of a cert-manager ClusterIssuer, or `{ kind: Issuer, name }`.'),
    acme: z
      .strictObject({
        email: email.describe('E-mail address for messages from the certificate authority.'),
        server: z
          .enum(['production', 'staging'])
          .optional()
          .describe(
            withDefault(
              "Let's Encrypt server: `production`, or `staging` for tests (generous limits, untrusted certificates)",
              DEFAULTS.acme.server,
            ),
          ),
      })
      .optional()
      .describe("Also generates the issuer: Let's Encrypt with HTTP-01 challenges through the Gateway."),
    secret: objectName.optional().describe('Name of an existing Secret of type kubernetes.io/tls.'),
    clientAuth: z
      .strictObject({
        ca: objectName.describe(
          'Name of a ConfigMap in the namespace of the Gateway. Its key ca.crt holds the CA of the client certificates.',
        ),
        optional: z
          .boolean()
          .optional()
          .describe(withDefault('Whether clients may connect without a certificate', DEFAULTS.clientAuth.optional)),
      })
      .optional()
      .describe(
        'Authenticates clients by certificate (mTLS). Services receive the certificate identity in X-Forwarded-Client-Cert.',
      ),
    ...tlsProtocolKeys,
    attached: z
      .literal(true)
      .optional()
      .describe('With `gateway.attach`: the owner of the Gateway provides the certificate of the listener.'),
    terminatedByLoadBalancer: word
      .optional()
      .describe(
        'Why the load balancer has the certificate and sends requests to the proxies without TLS. Needs `traffic.clientsBehind`.',
      ),
    selfSigned: z
      .literal(true)
      .optional()
      .describe('Generates a self-signed certificate, which no client trusts. For tests only.'),
  })
  .describe(
    'Server certificate of the Gateway: exactly one of issuer, secret and selfSigned, attached with `gateway.attach`, or terminatedByLoadBalancer. Required unless every host in `hostnames` has a certificate.',
  );
type Tls = z.output<typeof tls>;

/** Where every host has a certificate of its own, there is no `tls`; that one of both is there is a rule across answers. */
export const optionalTls = tls.optional().transform((given): Tls => given ?? {});

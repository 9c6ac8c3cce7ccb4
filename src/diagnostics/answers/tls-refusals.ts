import { constant, define, type Group } from '../definition.ts';

/** Which CA a service or method trusts, as `ConfigMap NAME`; undefined: public certificate authorities. */
interface Trust {
  readonly subject: string;
  readonly ca: string | undefined;
}

const trustOf = ({ subject, ca }: Trust): string => `${ca ?? 'public certificate authorities'} for ${subject}`;

export const tlsRefusals = {
  AcmeWithoutIssuer: constant('error', {
    what: 'tls.acme is set without tls.issuer.',
    why: 'tls.acme configures the issuer that tls.issuer names.',
    fix: 'Add issuer: letsencrypt-prod, or remove acme.',
  }),
  OidcNeedsNewerVersion: constant('error', {
    what: 'OIDC requires Envoy Gateway v1.9.1.',
    why: 'Earlier versions encrypt login cookies in a way that can be broken (CVE-2026-47775).',
    fix: 'Write version: v1.9.1.',
  }),
  CredentialsForWildcard: constant('error', {
    what: 'cors.credentials is set, and an origin has a "*".',
    why: 'Every website below that name could send requests with the credentials of its visitors.',
    fix: 'List the exact origins, or remove credentials.',
  }),
  CaAmbiguous: define<{ none: boolean }>({
    severity: 'error',
    sample: { none: true },
    words: ({ none }) => ({
      what: `${none ? 'ca names neither a ConfigMap nor a Secret.' : 'ca names a ConfigMap and a Secret.'}`,
      why: 'The CA is read from exactly one object.',
      fix: 'Write ca: { configMap: NAME } or ca: { secret: NAME }.',
    }),
  }),
  CertificateMissing: constant(
    'error',
    {
      what: 'No certificate is set.',
      why: 'The HTTPS listener needs exactly one certificate.',
      fix: 'Write tls: { issuer: letsencrypt-prod } with your ClusterIssuer, tls: { secret: api-tls } with an existing Secret, or tls: { selfSigned: true } for tests.',
    },
    { before: 'version: 1', after: 'version: 1\ntls: { issuer: letsencrypt-prod }' },
  ),
  CertificateUnused: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'secret' },
    words: ({ key }) => ({
      what: `tls.${key} is set, and every host has a certificate of its own.`,
      why: 'The setting would have no effect.',
      fix: `Remove ${key} from tls, or secret and issuer from the hosts that it is for.`,
    }),
  }),
  SeveralCertificates: define<{ keys: readonly string[] }>({
    severity: 'error',
    sample: { keys: ['issuer', 'secret'] },
    words: ({ keys }) => ({
      what: `The tls section names ${keys.length} certificates: ${keys.join(', ')}.`,
      why: 'The HTTPS listener needs exactly one certificate.',
      fix: 'Keep one of issuer, secret and selfSigned.',
    }),
  }),
  CaUnused: define<{ service: string } | { method: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: (values) => ({
      what:
        'service' in values
          ? `Service ${values.service} has a CA but no https backend.`
          : `The method ${values.method} has a CA, but its authorizer is called over plain HTTP.`,
      why: 'A CA verifies the certificate of an https server; Services of the cluster are called in plain text by default.',
      fix:
        'service' in values
          ? 'Write the backend as https://service.namespace.svc.cluster.local:port, or remove ca.'
          : 'Write the authorizer as https://service.namespace:port/path, or remove ca.',
    }),
  }),
  ServerNameMissing: define<{ subject: string; host: string }>({
    severity: 'error',
    sample: { subject: 'the method customers', host: '10.0.0.1' },
    words: ({ subject, host }) => ({
      what: `For ${subject}, the gateway connects over TLS to ${host}, which is not a DNS name.`,
      why: 'The certificate of the server is verified against its name.',
      fix: 'Write the name for which the certificate was issued, and set ca to the CA that signed it.',
    }),
  }),
  PrivateNameWithoutCa: define<{ subject: string; host: string }>({
    severity: 'error',
    sample: { subject: 'the service users', host: 'erp.shop.svc.cluster.local' },
    example: {
      before: 'backend: https://erp.shop.svc.cluster.local:8443',
      after: 'backend: https://erp.shop.svc.cluster.local:8443\nca: { configMap: erp-ca }',
    },
    words: ({ subject, host }) => ({
      what: `For ${subject}, the gateway connects over TLS to the private name ${host}, and ca is not set.`,
      why: 'Public certificate authorities do not sign private names, so every request would fail.',
      fix: 'Add ca: { configMap: NAME }. The key ca.crt of this ConfigMap must contain the CA that signed the certificate of the server.',
    }),
  }),
  CaConflict: define<{ server: string; first: Trust; second: Trust }>({
    severity: 'error',
    sample: {
      server: 'erp.shop.svc:443',
      first: { subject: 'the service users', ca: 'ConfigMap erp-ca' },
      second: { subject: 'the service orders', ca: undefined },
    },
    words: ({ server, first, second }) => ({
      what: `${server} has two CAs: ${trustOf(second)}, and ${trustOf(first)}.`,
      why: 'One policy for each server states which CA signs its certificate.',
      fix: 'Write the same ca for both. One object can contain several certificates.',
    }),
  }),
} as const satisfies Group;

import { constant, define, type Group } from '../definition.ts';

export const tlsRefusals = {
  AcmeWithoutIssuer: constant('error', {
    what: 'acme is given without an issuer.',
    why: 'It describes the issuer that is to be written.',
    fix: 'Add issuer: letsencrypt-prod, or remove acme.',
  }),
  OidcNeedsNewerVersion: constant('error', {
    what: 'OIDC needs Envoy Gateway v1.9.1.',
    why: 'Before it, login cookies are encrypted in a way that can be broken (CVE-2026-47775).',
    fix: 'Write v1.9.1.',
  }),
  CredentialsForWildcard: constant('error', {
    what: 'Credentials are allowed for origins with "*".',
    why: 'Every site below that name could act for whoever visits it.',
    fix: 'Name the origins, or remove credentials.',
  }),
  CaNotOne: define<{ none: boolean }>({
    severity: 'error',
    sample: { none: true },
    words: ({ none }) => ({
      what: none ? 'The CA names no object.' : 'The CA is in a ConfigMap and in a Secret.',
      why: 'It is read from exactly one object.',
      fix: 'Write ca: { configMap: NAME } or ca: { secret: NAME }.',
    }),
  }),
} as const satisfies Group;

// ClientTrafficPolicies that Envoy Gateway refuses, and settings of clients that have another effect than written.
import { either, type Variant, variants } from '../definition.ts';
import { short } from '../shown.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

const REJECTED = 'The policy is not accepted, and routes of its listeners respond with 500.';

interface Of {
  readonly name: string;
}
const texts = {
  cipher: ({ cipher }: { readonly cipher: string }) => ({
    what: `Envoy has no cipher suite ${short(cipher)}.`,
    why: REJECTED,
    fix: 'Use the names of Envoy, such as ECDHE-ECDSA-AES128-GCM-SHA256, or remove ciphers.',
  }),
  headersEmpty: () => ({
    what: 'This field adds, sets and removes no header.',
    why: REJECTED,
    fix: 'Add a header, or remove the field.',
  }),
  headerValue: ({ name }: Of) => ({
    what: `The value of header ${name} is empty or has characters that a header cannot have.`,
    why: REJECTED,
    fix: 'Use printable ASCII characters, without spaces at the beginning and the end.',
  }),
  noDefaultHost: ({ listener, complete }: { readonly listener: string; readonly complete: boolean }) => ({
    what: `http10.useDefaultHost requires a host name, and neither listener ${listener} nor a route ${complete ? 'of it' : 'in these files'} has one without a wildcard.`,
    why: REJECTED,
    fix: 'Set the hostname of the listener, or remove useDefaultHost.',
  }),
  severalDefaultHosts: ({ listener }: { readonly listener: string }) => ({
    what: `http10.useDefaultHost requires one host name, and the routes of listener ${listener} have several matches with host names.`,
    why: REJECTED,
    fix: 'Set the hostname of the listener, or remove useDefaultHost.',
  }),
  caMissing: ({ mode }: { readonly mode: string }) => ({
    what: `clientValidation has mode ${mode} and no caCertificateRefs.`,
    why: REJECTED,
    fix: 'Add the CA of the clients, or use mode Request.',
  }),
  caInvalid: ({ kind, name }: Of & { readonly kind: string }) => ({
    what: `${kind} ${name} contains no valid CA certificate.`,
    why: REJECTED,
    fix: 'Put unexpired certificates in PEM into ca.crt.',
  }),
  crlInvalid: ({ kind, name }: Of & { readonly kind: string }) => ({
    what: `${kind} ${name} contains no certificate revocation list.`,
    why: REJECTED,
    fix: 'Put the list in PEM into ca.crl.',
  }),
  crlExpired: ({ kind, name }: Of & { readonly kind: string }) => ({
    what: `The certificate revocation list in ${kind} ${name} has expired or is not valid yet.`,
    why: REJECTED,
    fix: 'Renew the list.',
  }),
};

export const clientTrafficFindings = {
  ForwardedForTrusted: define<{ field: string }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { field: 'numTrustedHops: 0' },
    words: ({ field }) => ({
      what: `${field} does not mean that no proxy is trusted: Envoy Gateway 1.9 treats 0 as 1.`,
      why: 'The address of the client is the last one in X-Forwarded-For, which each client can write. Authorization and rate limits by address can be bypassed.',
      fix: 'Remove clientIPDetection if no proxy is in front of the Gateway. Otherwise write the number of proxies.',
    }),
    example: {
      before: 'kind: ClientTrafficPolicy\nspec: { clientIPDetection: { xForwardedFor: { numTrustedHops: 0 } } }',
      after: 'kind: ClientTrafficPolicy\nspec: { clientIPDetection: { xForwardedFor: { numTrustedHops: 1 } } }',
    },
  }),
  InvalidClientSetting: define<Variant<typeof texts>>({
    severity: either('error', 'warning', (v) => v.case === 'noDefaultHost' && !v.of.complete),
    risk: 'rejected',
    sample: { case: 'cipher', of: { cipher: 'RC4-SHA' } },
    words: variants(texts),
    example: {
      before: 'kind: ClientTrafficPolicy\nspec: { tls: { ciphers: [RC4-SHA] } }',
      after: 'kind: ClientTrafficPolicy\nspec: { tls: { ciphers: [ECDHE-ECDSA-AES128-GCM-SHA256] } }',
    },
  }),
  PolicyOnSharedPort: define<{ listener: string; others: string; port: number | undefined }>({
    severity: 'error',
    risk: 'rejected',
    sample: { listener: 'api', others: 'shop/edge/web', port: 80 },
    words: ({ listener, others, port }) => ({
      what: `The policy applies to listener ${listener}, and not to other HTTP listeners on port ${port}: ${others}.`,
      why: 'HTTP listeners on one port share their settings, so the policy is not accepted.',
      fix: 'Remove sectionName, so that the policy applies to all of them, or use another port.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: api, port: 80, protocol: HTTP, hostname: api.example.com }, { name: web, port: 80, protocol: HTTP, hostname: www.example.com }] }\n---\nkind: ClientTrafficPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge, sectionName: api }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: api, port: 80, protocol: HTTP, hostname: api.example.com }, { name: web, port: 80, protocol: HTTP, hostname: www.example.com }] }\n---\nkind: ClientTrafficPolicy\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }] }',
    },
  }),
  UnsupportedHTTP3ClientValidation: constant(
    'warning',
    {
      what: 'The policy has http3 and tls.clientValidation.',
      why: 'Envoy cannot verify clients over HTTP/3, so Envoy Gateway disables HTTP/3 on these listeners.',
      fix: 'Remove http3 or clientValidation.',
    },
    {
      before:
        'kind: ClientTrafficPolicy\nspec: { http3: {}, tls: { clientValidation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: clients-ca }] } } }',
      after:
        'kind: ClientTrafficPolicy\nspec: { tls: { clientValidation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: clients-ca }] } } }',
    },
    'ineffective',
  ),
} as const satisfies FindingGroup;

// Listeners and TLS: what clients and backends can be sent in clear text, and how requests are normalized.
import { constant, define, type FindingGroup } from './finding-definition.ts';

export const listenerFindings = {
  AnyHostname: constant(
    'info',
    {
      what: 'This HTTPS listener has no hostname.',
      why: 'It serves requests for any name that resolves to it.',
      fix: 'Set hostname to the host name of the API.',
    },
    {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: api-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
    },
    'advice',
  ),
  ClearTextBackend: constant(
    'warning',
    {
      what: 'This endpoint has port 443, but no TLS settings.',
      why: 'Envoy sends requests and the credentials in them unencrypted.',
      fix: 'Add spec.tls with wellKnownCACertificates and sni, or a BackendTLSPolicy.',
    },
    {
      before:
        'kind: Backend\nmetadata: { name: payments }\nspec: { endpoints: [{ fqdn: { hostname: payments.example.com, port: 443 } }] }',
      after:
        'kind: Backend\nmetadata: { name: payments }\nspec: { endpoints: [{ fqdn: { hostname: payments.example.com, port: 443 } }], tls: { wellKnownCACertificates: System, sni: payments.example.com } }',
    },
    'exposed',
  ),
  ClearTextRoute: constant(
    'warning',
    {
      what: 'The Gateway has a TLS listener, but this route is served over HTTP.',
      why: 'Credentials travel unencrypted.',
      fix: 'Set sectionName to the TLS listener, and redirect HTTP requests to HTTPS.',
    },
    {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nspec: { parentRefs: [{ name: edge, sectionName: http }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nspec: { parentRefs: [{ name: edge, sectionName: https }] }',
    },
    'exposed',
  ),
  HttpsRedirectMissing: constant(
    'info',
    {
      what: 'No HTTPRoute attaches to this HTTP listener.',
      why: 'Clients that use http:// get 404 instead of a redirect to https://.',
      fix: 'Add an HTTPRoute with a RequestRedirect filter (scheme: https, statusCode: 308), or remove the listener.',
    },
    {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 80, protocol: HTTP }, { name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }\n---\nkind: HTTPRoute\nmetadata: { name: redirect }\nspec: { parentRefs: [{ name: edge, sectionName: http }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 308 } }] }] }',
    },
    'advice',
  ),
  OldTlsAllowed: define<{ version: string }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { version: '1.0' },
    words: ({ version }) => ({
      what: `minVersion ${version} allows TLS versions below 1.2.`,
      why: 'TLS 1.0 and 1.1 are insecure and must not be used (RFC 8996).',
      fix: 'Set minVersion to "1.2" or "1.3".',
    }),
    example: {
      before: 'kind: ClientTrafficPolicy\nspec: { tls: { minVersion: "1.0" } }',
      after: 'kind: ClientTrafficPolicy\nspec: { tls: { minVersion: "1.2" } }',
    },
  }),
  PathNormalizationOff: constant(
    'warning',
    {
      what: 'Encoded slashes are kept, or double slashes are not merged.',
      why: 'The gateway and the service can read the same path differently, so a client can bypass a policy.',
      fix: 'Set escapedSlashesAction: RejectRequest and disableMergeSlashes: false.',
    },
    {
      before:
        'kind: ClientTrafficPolicy\nspec: { path: { escapedSlashesAction: KeepUnchanged, disableMergeSlashes: true } }',
      after:
        'kind: ClientTrafficPolicy\nspec: { path: { escapedSlashesAction: RejectRequest, disableMergeSlashes: false } }',
    },
    'exposed',
  ),
  RedirectLosesMethod: define<{ status: number }>({
    severity: 'info',
    risk: 'advice',
    sample: { status: 301 },
    words: ({ status }) => ({
      what: `This redirect has status ${status}.`,
      why: 'Clients change POST to GET and drop the body.',
      fix: 'Set statusCode to 308, or to 307 for a temporary redirect.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { hostname: www.example.com, statusCode: 301 } }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { hostname: www.example.com, statusCode: 308 } }] }] }',
    },
  }),
  TlsPolicyIgnored: define<{ backend: string; port: string }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { backend: 'pay', port: '443' },
    words: ({ backend, port }) => ({
      what: `This policy is for port ${port} of Backend ${backend}, but a route refers to the Backend without a port.`,
      why: 'The policy does not apply: requests are sent unencrypted, and no status condition reports it.',
      fix: 'Remove sectionName, or set the port in the backendRef.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: payments }] }] }\n---\nkind: Backend\nmetadata: { name: payments }\nspec: { endpoints: [{ fqdn: { hostname: payments.example.com, port: 443 } }] }\n---\nkind: BackendTLSPolicy\nmetadata: { name: payments }\nspec: { targetRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: payments, sectionName: "443" }], validation: { wellKnownCACertificates: System, hostname: payments.example.com } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: payments }] }] }\n---\nkind: Backend\nmetadata: { name: payments }\nspec: { endpoints: [{ fqdn: { hostname: payments.example.com, port: 443 } }] }\n---\nkind: BackendTLSPolicy\nmetadata: { name: payments }\nspec: { targetRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: payments }], validation: { wellKnownCACertificates: System, hostname: payments.example.com } }',
    },
  }),
  UnderscoresAllowed: constant(
    'warning',
    {
      what: 'Headers with underscores are allowed.',
      why: 'Many services read x_user as x-user, so a client can forge a header that the gateway removes.',
      fix: 'Set withUnderscoresAction: RejectRequest.',
    },
    {
      before: 'kind: ClientTrafficPolicy\nspec: { headers: { withUnderscoresAction: Allow } }',
      after: 'kind: ClientTrafficPolicy\nspec: { headers: { withUnderscoresAction: RejectRequest } }',
    },
    'exposed',
  ),
} as const satisfies FindingGroup;

// Listeners and TLS: what clients and backends can be sent in clear text, and how requests are normalized.
import { constant, define, type Group } from '../definition.ts';

export const listenerFindings = {
  AnyHostname: constant(
    'info',
    {
      what: 'This HTTPS listener has no hostname.',
      why: 'It serves requests for any name that resolves to it.',
      fix: 'Set hostname to the host name of the API.',
    },
    {
      before: '{ name: https, port: 443, protocol: HTTPS }',
      after: '{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com }',
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
      before: 'endpoints: [{ fqdn: { hostname: pay.example.com, port: 443 } }]',
      after: 'tls: { wellKnownCACertificates: System, sni: pay.example.com } in the same spec',
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
    { before: 'parentRefs: [{ name: edge }]', after: 'parentRefs: [{ name: edge, sectionName: https }]' },
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
      before: 'listeners: [http, https], every route on https',
      after:
        'HTTPRoute { parentRefs: [{ sectionName: http }], filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 308 } }] }',
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
    example: { before: 'tls: { minVersion: "1.0" }', after: 'tls: { minVersion: "1.2" }' },
  }),
  PathNormalizationOff: constant(
    'warning',
    {
      what: 'Encoded slashes are kept, or double slashes are not merged.',
      why: 'The gateway and the service can read the same path differently, so a client can bypass a policy.',
      fix: 'Set escapedSlashesAction: RejectRequest and disableMergeSlashes: false.',
    },
    {
      before: 'path: { escapedSlashesAction: KeepUnchanged, disableMergeSlashes: true }',
      after: 'path: { escapedSlashesAction: RejectRequest, disableMergeSlashes: false }',
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
      before: 'requestRedirect: { scheme: https, statusCode: 301 }',
      after: 'requestRedirect: { scheme: https, statusCode: 308 }',
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
        'targetRefs: [{ kind: Backend, name: pay, sectionName: "443" }], backendRefs: [{ kind: Backend, name: pay }]',
      after: 'targetRefs: [{ kind: Backend, name: pay }]',
    },
  }),
  UnderscoresAllowed: constant(
    'warning',
    {
      what: 'Headers with underscores are allowed.',
      why: 'Many services read x_user as x-user, so a client can forge a header that the gateway removes.',
      fix: 'Set withUnderscoresAction: RejectRequest.',
    },
    { before: 'headers: { withUnderscoresAction: Allow }', after: 'headers: { withUnderscoresAction: RejectRequest }' },
    'exposed',
  ),
} as const satisfies Group;

// What Envoy Gateway refuses about listeners: protocols, kinds of routes, conflicts, overlaps.
import { either, type Variant, variants } from '../definition.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

const NOT_SERVED = 'The listener is not programmed, so no client can connect.';

interface Of {
  readonly listener: string;
}
const notProgrammed = {
  tlsMissing: ({ listener }: Of) => ({
    what: `Listener ${listener} has protocol HTTPS and no tls.`,
    why: NOT_SERVED,
    fix: 'Add tls.certificateRefs with the Secret of the certificate.',
  }),
  certificatesMissing: ({ listener }: Of) => ({
    what: `Listener ${listener} terminates TLS, and its tls has no certificateRefs.`,
    why: NOT_SERVED,
    fix: 'Add certificateRefs with the Secret of the certificate.',
  }),
  certificatesOfPassthrough: ({ listener }: Of) => ({
    what: `Listener ${listener} has TLS mode Passthrough and certificateRefs.`,
    why: NOT_SERVED,
    fix: 'Remove certificateRefs: the backend has the certificate.',
  }),
  selectorMissing: ({ listener }: Of) => ({
    what: `Listener ${listener} has from: Selector without a selector.`,
    why: NOT_SERVED,
    fix: 'Add the selector.',
  }),
  selectorInvalid: ({ listener, problem }: Of & { readonly problem: string }) => ({
    what: `Listener ${listener} has a namespace selector that cannot be read: ${problem}.`,
    why: NOT_SERVED,
    fix: 'Correct the selector.',
  }),
};

const _protocols = {
  before: '{ name: http, port: 8443, protocol: HTTP } and { name: tls, port: 8443, protocol: TLS }',
  after: '{ name: http, port: 8080, protocol: HTTP } and { name: tls, port: 8443, protocol: TLS }',
};

interface Conflict {
  readonly others: string;
  readonly port: number | undefined;
  readonly protocol: string;
  readonly hostname: string | undefined;
  /** Whether no certificate of the listeners may be missing, without which they take part in no conflict. */
  readonly certain: boolean;
}

const NO_HTTP_2 =
  'Envoy Gateway disables HTTP/2 on both, because clients would reuse a connection to one listener for the other. gRPC requires HTTP/2.';
const REUSED =
  'A client can reuse an HTTP/2 connection to one listener for the other and get 404 or 421. A ClientTrafficPolicy keeps HTTP/2 on.';
const FIX =
  'Give each listener a certificate for its own hostname, or serve all hostnames by one listener. If no client reuses connections, set tls.alpnProtocols: [h2, http/1.1] in a ClientTrafficPolicy.';

interface Overlap {
  /** `namespace/owner/listener` of the other listener. */
  readonly other: string;
  /** The first of the listeners that overlap; the others are reported as information. */
  readonly first: boolean;
  readonly keepsHttp2: boolean;
}
const overlappingCertificates = {
  secret: ({ secret, other, keepsHttp2 }: Overlap & { readonly secret: string }) => ({
    what: `This listener and ${other} use the certificate in Secret ${secret} on the same port.`,
    why: keepsHttp2 ? REUSED : NO_HTTP_2,
    fix: FIX,
  }),
  names: ({ name, otherName, other, keepsHttp2 }: Overlap & { readonly name: string; readonly otherName: string }) => ({
    what: `The certificate of this listener is for ${name}, and that of ${other} on the same port is for ${otherName}.`,
    why: keepsHttp2 ? REUSED : NO_HTTP_2,
    fix: FIX,
  }),
};

export const listenerStatusFindings = {
  HostnameConflict: define<Conflict>({
    severity: either('error', 'warning', (v) => !v.certain),
    risk: 'rejected',
    sample: { others: 'shop/edge/tls', port: 443, protocol: 'HTTPS', hostname: 'api.example.com', certain: true },
    words: ({ others, port, hostname }) => ({
      what: `${hostname === undefined ? 'Another listener' : 'Another listener with this hostname'} is on port ${port} of the same Gateway: ${others}.`,
      why: 'The listener is in conflict and not programmed. Between ListenerSets, only the older one is served.',
      fix: hostname === undefined ? 'Set a hostname, or use another port.' : 'Use another hostname or another port.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: tls, port: 443, protocol: TLS, hostname: api.example.com, tls: { mode: Passthrough } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: tls, port: 443, protocol: TLS, hostname: db.example.com, tls: { mode: Passthrough } }] }',
    },
  }),
  InvalidRouteKinds: define<{ kind: string; group: string | undefined; protocol: string; kinds: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { kind: 'TCPRoute', group: undefined, protocol: 'HTTPS', kinds: 'HTTPRoute or GRPCRoute' },
    words: ({ kind, group, protocol, kinds }) => ({
      what:
        group === undefined
          ? `A listener with protocol ${protocol} cannot accept ${kind}.`
          : `allowedRoutes names ${kind} of group ${group}.`,
      why: NOT_SERVED,
      fix: group === undefined ? `Write ${kinds}.` : 'Write group: gateway.networking.k8s.io, or remove group.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { kinds: [{ kind: TCPRoute }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] }, allowedRoutes: { kinds: [{ kind: HTTPRoute }] } }] }',
    },
  }),
  ListenerNotProgrammed: define<Variant<typeof notProgrammed>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'tlsMissing', of: { listener: 'https' } },
    words: variants(notProgrammed),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
    },
  }),
  OverlappingCertificates: define<Variant<typeof overlappingCertificates>>({
    severity: either('warning', 'info', (v) => !v.of.first || v.of.keepsHttp2),
    risk: 'failing',
    sample: {
      case: 'secret',
      of: { secret: 'shop/wildcard-tls', other: 'shop/edge/admin', first: true, keepsHttp2: false },
    },
    words: variants(overlappingCertificates),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: wildcard-tls }] } }, { name: admin, port: 443, protocol: HTTPS, hostname: admin.example.com, tls: { certificateRefs: [{ name: wildcard-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: admin, port: 443, protocol: HTTPS, hostname: admin.example.com, tls: { certificateRefs: [{ name: admin-tls }] } }] }',
    },
  }),
  OverlappingHostnames: define<{ hostname: string | undefined; other: string; otherHostname: string | undefined }>({
    severity: 'info',
    risk: 'advice',
    sample: { hostname: 'api.example.com', other: 'shop/edge/all', otherHostname: '*.example.com' },
    words: ({ hostname, other, otherHostname }) => ({
      what: `Hostname ${hostname ?? '*'} overlaps with ${otherHostname ?? '*'} of ${other} on the same port.`,
      why: 'If a certificate is for both, a client can reuse a connection to one listener for the other and get 404 or 421.',
      fix: 'Give each listener a certificate for its own hostname only.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: all, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: all-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: www, port: 443, protocol: HTTPS, hostname: www.example.com, tls: { certificateRefs: [{ name: www-tls }] } }] }',
    },
  }),
  ProtocolConflict: define<Conflict>({
    severity: either('error', 'warning', (v) => !v.certain),
    risk: 'rejected',
    sample: { others: 'shop/edge/tls', port: 8443, protocol: 'HTTP', hostname: undefined, certain: true },
    words: ({ others, port, protocol }) => ({
      what: `This listener has protocol ${protocol}, and port ${port} has other listeners that it cannot share the port with: ${others}.`,
      why: 'The listener is in conflict and not programmed.',
      fix: 'Use another port. Only HTTPS and TLS can share one, and TCP and UDP have one listener for each port.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 8443, protocol: HTTP }, { name: https, port: 8443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: http, port: 8080, protocol: HTTP }, { name: https, port: 8443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
    },
  }),
  SDSCertificateOpaque: constant(
    'info',
    {
      what: 'The certificate of a listener on this port comes from a socket, so its names are not known.',
      why: 'Envoy Gateway disables HTTP/2 on this listener. gRPC requires HTTP/2.',
      fix: 'Set tls.alpnProtocols: [h2, http/1.1] in a ClientTrafficPolicy if no client can reuse a connection.',
    },
    {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: admin, port: 443, protocol: HTTPS, hostname: admin.example.com, tls: { certificateRefs: [{ name: spire }] } }] }\n---\nkind: Secret\nmetadata: { name: spire }\ntype: gateway.envoyproxy.io/sds\nstringData: { url: "unix:///run/spire/agent.sock", secretName: admin }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }, { name: admin, port: 443, protocol: HTTPS, hostname: admin.example.com, tls: { certificateRefs: [{ name: admin-tls }] } }] }',
    },
    'advice',
  ),
  UnsupportedProtocol: define<{ protocol: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { protocol: 'GRPC' },
    words: ({ protocol }) => ({
      what: `Envoy Gateway does not support the protocol ${protocol || '""'}.`,
      why: NOT_SERVED,
      fix: 'Write HTTP, HTTPS, TLS, TCP or UDP. gRPC uses HTTPS or HTTP.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: GRPC, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: api-tls }] } }] }',
    },
  }),
} as const satisfies FindingGroup;

// What happens to requests: TLS, listeners, limits, timeouts, retries, load balancing.
import { either, type Variant, variants } from '../definition.ts';
import { aKind, listed, short } from '../shown.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

const extension = {
  /** Envoy Gateway ignores the kind. */
  kind: ({ kind, key }: { readonly kind: string; readonly key: string }) => ({
    what: `${aKind(kind).replace('a', 'A')} needs extensionApis.${key}, which the configuration of Envoy Gateway does not enable.`,
    why: 'Envoy Gateway ignores the object.',
    fix: `Set extensionApis.${key}: true in the configuration of Envoy Gateway.`,
  }),
  /** Envoy Gateway rejects references to the Secret. */
  socket: () => ({
    what: 'A Secret that names a socket needs extensionApis.enableSDSSecretRef, which the configuration of Envoy Gateway does not enable.',
    why: 'Envoy Gateway rejects references to the Secret, and routes that need it respond with 500.',
    fix: 'Set extensionApis.enableSDSSecretRef: true in the configuration of Envoy Gateway.',
  }),
};

const retryTime = {
  together: ({ tries, least }: { readonly tries: number; readonly least: number }) => ({
    what: `timeouts.backendRequest ends all ${tries} attempts together after ${least} ms.`,
    why: 'Envoy Gateway applies it to the whole request, so a slow first attempt leaves no time for a retry.',
    fix: 'Set timeouts.request for the whole request, and perRetry.timeout for each attempt.',
  }),
  each: ({ tries, each, least }: { readonly tries: number; readonly each: number; readonly least: number }) => ({
    what: `${tries} attempts of ${each} ms do not fit into the request timeout of ${least} ms.`,
    why: 'The last attempts are never made.',
    fix: 'Shorten perRetry.timeout, or reduce numRetries.',
  }),
};

export const trafficFindings = {
  ProxyProtocolMismatch: define<{ annotation: string; sends: boolean; listener: string; sure: boolean }>({
    severity: either('warning', 'info', (v) => !v.sure),
    risk: 'failing',
    sample: {
      annotation: 'load-balancer.hetzner.cloud/uses-proxyprotocol',
      sends: true,
      listener: 'https',
      sure: true,
    },
    words: ({ annotation, sends, listener, sure }) => ({
      what: sends
        ? `${annotation} makes the load balancer send a PROXY protocol header, and no ClientTrafficPolicy ${sure ? '' : 'in these files '}sets proxyProtocol for listener ${listener}.`
        : `${annotation} turns PROXY protocol off, and listener ${listener} requires it.`,
      why: sends
        ? 'Envoy reads the header as the start of the request or of TLS and closes every connection.'
        : 'Envoy closes every connection that does not begin with the header.',
      fix: sends
        ? 'Set proxyProtocol: { optional: false } in the ClientTrafficPolicy of the Gateway, or remove the annotation.'
        : 'Change the annotation, or remove proxyProtocol from the ClientTrafficPolicy.',
    }),
    example: {
      before:
        'kind: EnvoyProxy\nmetadata: { name: proxy }\nspec: { provider: { type: Kubernetes, kubernetes: { envoyService: { annotations: { load-balancer.hetzner.cloud/uses-proxyprotocol: "true" } } } } }\n---\nkind: Gateway\nspec: { infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: proxy } } }',
      after:
        'kind: EnvoyProxy\nmetadata: { name: proxy }\nspec: { provider: { type: Kubernetes, kubernetes: { envoyService: { annotations: { load-balancer.hetzner.cloud/uses-proxyprotocol: "true" } } } } }\n---\nkind: Gateway\nspec: { infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: proxy } } }\n---\nkind: ClientTrafficPolicy\nspec: { proxyProtocol: { optional: false } }',
    },
  }),
  AccessLogOff: constant(
    'info',
    {
      what: 'The access log is disabled.',
      why: 'You cannot find out later which requests were rejected, and why.',
      fix: 'Remove disable: true.',
    },
    {
      before: 'kind: EnvoyProxy\nspec: { telemetry: { accessLog: { disable: true } } }',
      after:
        'kind: EnvoyProxy\nspec: { telemetry: { accessLog: { settings: [{ sinks: [{ type: File, file: { path: /dev/stdout } }] }] } } }',
    },
    'advice',
  ),
  EveryRequestTraced: constant(
    'info',
    {
      what: 'Tracing has no samplingRate.',
      why: 'Every request is traced, which can overload the collector.',
      fix: 'Set samplingRate to the percentage of requests to trace.',
    },
    {
      before:
        'kind: EnvoyProxy\nspec: { telemetry: { tracing: { provider: { type: OpenTelemetry, host: otel-collector.monitoring, port: 4317 } } } }',
      after:
        'kind: EnvoyProxy\nspec: { telemetry: { tracing: { samplingRate: 5, provider: { type: OpenTelemetry, host: otel-collector.monitoring, port: 4317 } } } }',
    },
    'advice',
  ),
  ExtensionDisabled: define<Variant<typeof extension>>({
    severity: 'warning',
    risk: 'rejected',
    sample: { case: 'kind', of: { kind: 'Backend', key: 'enableBackend' } },
    words: variants(extension),
    example: {
      before:
        'kind: ConfigMap\nmetadata: { name: envoy-gateway-config, namespace: envoy-gateway-system }\ndata:\n  envoy-gateway.yaml: |\n    apiVersion: gateway.envoyproxy.io/v1alpha1\n    kind: EnvoyGateway\n    extensionApis: { enableBackend: false }\n---\nkind: Backend\nmetadata: { name: payments }\nspec: { endpoints: [{ fqdn: { hostname: payments.example.com, port: 80 } }] }',
      after:
        'kind: ConfigMap\nmetadata: { name: envoy-gateway-config, namespace: envoy-gateway-system }\ndata:\n  envoy-gateway.yaml: |\n    apiVersion: gateway.envoyproxy.io/v1alpha1\n    kind: EnvoyGateway\n    extensionApis: { enableBackend: true }\n---\nkind: Backend\nmetadata: { name: payments }\nspec: { endpoints: [{ fqdn: { hostname: payments.example.com, port: 80 } }] }',
    },
  }),
  FallbackLoadBalanced: constant(
    'warning',
    {
      what: 'This rule has a Service and a Backend with fallback: true.',
      why: 'Envoy Gateway balances requests across both: the fallback receives its share of all requests, and does not take over when the Service fails.',
      fix: 'Replace the Service with a Backend that has the DNS name of the Service.',
    },
    {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080 }, { group: gateway.envoyproxy.io, kind: Backend, name: spare }] }] }\n---\nkind: Backend\nmetadata: { name: spare }\nspec: { fallback: true, endpoints: [{ fqdn: { hostname: spare.example.com, port: 80 } }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ group: gateway.envoyproxy.io, kind: Backend, name: users }, { group: gateway.envoyproxy.io, kind: Backend, name: spare }] }] }\n---\nkind: Backend\nmetadata: { name: spare }\nspec: { fallback: true, endpoints: [{ fqdn: { hostname: spare.example.com, port: 80 } }] }\n---\nkind: Backend\nmetadata: { name: users }\nspec: { endpoints: [{ fqdn: { hostname: users.shop.svc.cluster.local, port: 8080 } }] }',
    },
    'ineffective',
  ),
  HeaderWithPercent: define<{ header: string }>({
    severity: 'error',
    risk: 'rejected',
    sample: { header: 'x-discount' },
    words: ({ header }) => ({
      what: `The value of header ${header} contains a "%" that does not start a command operator of Envoy.`,
      why: 'Envoy rejects the route configuration, and no later change of a route takes effect.',
      fix: 'Write %% for a literal percent sign.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: x-discount, value: "10%" }] } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: x-discount, value: "10%%" }] } }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  RegexShadowsPrefix: define<{ pattern: string; prefix: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { pattern: '/.*', prefix: '/v1/users' },
    words: ({ pattern, prefix }) => ({
      what: `The regular expression ${short(pattern)} also matches requests below ${short(prefix)}, the prefix of another rule.`,
      why: 'Envoy Gateway tries regular expressions before prefixes, so the other rule does not receive these requests.',
      fix: 'Make the expression narrower, or use prefixes.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nmetadata: { name: everything }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ matches: [{ path: { type: RegularExpression, value: /v1/.* } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nmetadata: { name: everything }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ matches: [{ path: { type: PathPrefix, value: /v1 } }], backendRefs: [{ name: users, port: 8080 }] }] }',
    },
  }),
  RetriesUnsafe: define<{ triggers: readonly string[] }>({
    severity: 'warning',
    risk: 'failing',
    sample: { triggers: ['5xx'] },
    words: ({ triggers }) => ({
      what: `Retries on ${listed(triggers, 20)} repeat requests that the service may already have processed, POST included.`,
      why: 'For example, an order may be placed twice.',
      fix: 'Retry only on connect-failure, refused-stream and reset-before-request, unless every request is safe to repeat.',
    }),
    example: {
      before: 'kind: BackendTrafficPolicy\nspec: { retry: { retryOn: { triggers: [5xx] } } }',
      after:
        'kind: BackendTrafficPolicy\nspec: { retry: { retryOn: { triggers: [connect-failure, refused-stream, reset-before-request] } } }',
    },
  }),
  RootRewriteLosesSlash: define<{ prefix: string; sent: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { prefix: '/docs/', sent: '/docs' },
    words: ({ prefix, sent }) => ({
      what: `The prefix / is replaced with ${prefix}, and Envoy Gateway removes the last slash of the replacement.`,
      why: `/version reaches the service as ${sent}version.`,
      fix: `Use an HTTPRouteFilter with ReplaceRegexMatch: pattern ^/, substitution ${sent}/.`,
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { value: / } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /docs/ } } }], backendRefs: [{ name: users, port: 8080 }] }] }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ matches: [{ path: { value: / } }], filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: docs } }], backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: HTTPRouteFilter\nmetadata: { name: docs }\nspec: { urlRewrite: { path: { type: ReplaceRegexMatch, replaceRegexMatch: { pattern: ^/, substitution: /docs/ } } } }',
    },
  }),
  ServiceErrorsReplaced: constant(
    'info',
    {
      what: 'This override also replaces responses of the services with these status codes.',
      why: 'Clients lose the bodies that the services send.',
      fix: 'Write source: Local to replace responses of the gateway only.',
    },
    {
      before:
        'kind: BackendTrafficPolicy\nspec: { responseOverride: [{ match: { statusCodes: [{ value: 404 }] }, response: { body: { type: Inline, inline: not found } } }] }',
      after:
        'kind: BackendTrafficPolicy\nspec: { responseOverride: [{ source: Local, match: { statusCodes: [{ value: 404 }] }, response: { body: { type: Inline, inline: not found } } }] }',
    },
    'advice',
  ),
  /** `uploads`, `silence`: the time after which each ends; undefined: it does not end too early. */
  TimeoutLimitedByListener: define<{
    time: string;
    policy: string;
    uploads: string | undefined;
    silence: string | undefined;
  }>({
    severity: 'warning',
    risk: 'failing',
    sample: { time: '900 s', policy: 'edge', uploads: '30 s', silence: '300 s' },
    words: ({ time, policy, uploads, silence }) => ({
      what: `This route allows requests to take ${time}, but ClientTrafficPolicy ${policy} ends ${[
        ...(uploads === undefined ? [] : [`uploads after ${uploads} (requestReceivedTimeout)`]),
        ...(silence === undefined ? [] : [`responses that send nothing for ${silence} (streamIdleTimeout)`]),
      ].join(' and ')}.`,
      why: 'The shorter time applies: clients get 408 or 504.',
      fix: 'Increase requestReceivedTimeout in this ClientTrafficPolicy, and set streamIdleTimeout in the BackendTrafficPolicy of the route.',
    }),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ timeouts: { request: 900s }, backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: ClientTrafficPolicy\nspec: { timeout: { http: { requestReceivedTimeout: 30s } } }\n---\nkind: BackendTrafficPolicy\nspec: { timeout: { http: { streamIdleTimeout: 5m } } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ timeouts: { request: 900s }, backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: ClientTrafficPolicy\nspec: { timeout: { http: { requestReceivedTimeout: 900s } } }\n---\nkind: BackendTrafficPolicy\nspec: { timeout: { http: { streamIdleTimeout: 900s } } }',
    },
  }),
  RetriesExceedTimeout: define<Variant<typeof retryTime>>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { case: 'each', of: { tries: 3, each: 2000, least: 2000 } },
    words: variants(retryTime),
    example: {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ timeouts: { request: 2s }, backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { retry: { numRetries: 2, perRetry: { timeout: 2s }, retryOn: { triggers: [connect-failure] } } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ timeouts: { request: 2s }, backendRefs: [{ name: users, port: 8080 }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { retry: { numRetries: 2, perRetry: { timeout: 600ms }, retryOn: { triggers: [connect-failure] } } }',
    },
  }),
  WeightsIgnored: constant(
    'warning',
    {
      what: 'The weights of these backends have no effect, because the policy of the route uses consistent hashing.',
      why: 'With consistent hashing, Envoy Gateway puts all backends of a rule into one pool.',
      fix: 'Add a filter to each backendRef. Each backend then has its own pool.',
    },
    {
      before:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080, weight: 90 }, { name: users-next, port: 8080, weight: 10 }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { loadBalancer: { type: ConsistentHash, consistentHash: { type: SourceIP } } }',
      after:
        'kind: HTTPRoute\nspec: { rules: [{ backendRefs: [{ name: users, port: 8080, weight: 90, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-unused] } }] }, { name: users-next, port: 8080, weight: 10, filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { remove: [x-unused] } }] }] }] }\n---\nkind: BackendTrafficPolicy\nspec: { loadBalancer: { type: ConsistentHash, consistentHash: { type: SourceIP } } }',
    },
    'ineffective',
  ),
} as const satisfies FindingGroup;

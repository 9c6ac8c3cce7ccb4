// An external authorizer, which decides about each request.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import type { AuthIntent, PrivateServerIntent } from '../model/intent.ts';
import { defined, some } from '../objects/make.ts';
import { serverRef } from '../objects/server-ref.ts';
import { backendService, type ServiceBackend } from '../values/backend-address.ts';
import { ca } from '../values/ca.ts';
import { DEFAULTS, withDefault } from '../values/defaults.ts';
import { duration, headerName, word } from '../values/scalars.ts';
import { requestPath } from '../values/urls.ts';
import { type AuthKind, inHeaders, type NamedHeader, type PolicySpec } from './auth-kind.ts';
import { variableOf } from './credential.ts';
import { serverOfService } from './private-server.ts';

const address = word.transform((url, ctx) => {
  const m = /^http(s?):\/\/([^/]+)(\/.*)?$/.exec(url);
  const tls = m?.[1] === 's';
  const place = m?.[2] ?? '';
  const to = backendService.safeParse(tls && !place.includes(':') ? `${place}:443` : place);
  if (m && to.success && (m[3] === undefined || requestPath(m[3]))) return { ...to.data, path: m[3], tls };
  refuse(ctx, refusal('InvalidAuthorizer'));
  return z.NEVER;
});

const schema = z
  .strictObject({
    type: z.literal('extAuth').describe('The kind of authentication.'),
    grpc: backendService
      .optional()
      .describe('An authorizer with the API envoy.service.auth.v3: `authz:9001`. The gateway uses TLS if `ca` is set.'),
    http: z
      .union([address])
      .optional()
      .describe(
        'An authorizer that answers 200 to allow a request: `http://authz:8080/check`. It receives the method, host and query of the request; see `path`.',
      ),
    path: z
      .enum(['append', 'fixed'])
      .optional()
      .describe(
        withDefault(
          'With http. `append`: the path of the request follows the path of the URL, /check/users for /users. `fixed`: always the path of the URL, so the authorizer does not know the path of the request',
          DEFAULTS.auth.extAuthPath,
        ),
      ),
    ca: ca.optional(),
    failOpen: z
      .boolean()
      .optional()
      .describe(withDefault('true: all requests pass while the authorizer is down', DEFAULTS.auth.extAuthFailOpen)),
    timeout: duration.optional().describe(withDefault('Timeout of one call', DEFAULTS.auth.extAuthTimeout)),
    headers: z.array(headerName).max(64).optional().describe('Request headers that the authorizer receives.'),
    headersToBackend: z
      .array(headerName)
      .max(64)
      .optional()
      .describe('Headers of its answer that the service receives (http).'),
  })
  .superRefine((m, ctx) => {
    if (m.path !== undefined && m.http?.path === undefined)
      refuse(ctx, refusal('AuthorizerPathUnused', { path: m.path }), ['path']);
    if ((m.grpc === undefined) === (m.http === undefined))
      refuse(ctx, refusal('AuthorizerMissing', { twice: m.grpc !== undefined }));
  });
export type ExtAuthMethod = z.output<typeof schema>;

export interface ExtAuthIntent extends AuthIntent {
  readonly method: string;
  readonly protocol: 'grpc' | 'http';
  readonly backend: ServiceBackend;
  /** TLS to it; undefined: clear text. */
  readonly server: PrivateServerIntent | undefined;
  /** HTTP: the path of the call; undefined: the path of the request. */
  readonly path: string | undefined;
  /** true: the path of the request is appended to it; false: it replaces the path of the request. */
  readonly appendsPath: boolean;
  readonly failOpen: boolean;
  readonly timeout: string;
  readonly headers: readonly string[];
  readonly headersToBackend: readonly string[];
}

/** Headers that an authorizer may read but that are never removed: they describe the request, and services need them. */
const OF_REQUEST =
  /^(?:host|accept|accept-.*|content-.*|transfer-encoding|connection|upgrade|te|trailer|expect|range|if-.*|user-agent|origin|referer|forwarded|via|x-forwarded-.*|x-real-ip|x-envoy-.*|x-request-id|traceparent|tracestate|baggage|b3|x-b3-.*|cache-control|access-control-.*|grpc-.*|:.*)$/i;

const ofClient = (m: ExtAuthMethod): string[] => (m.headers ?? []).filter((h) => !OF_REQUEST.test(h));

/** Envoy appends the path of the request to the prefix, so the prefix has no trailing slash. */
const authorizerPath = (m: ExtAuthMethod): Pick<ExtAuthIntent, 'path' | 'appendsPath'> => {
  if ((m.path ?? DEFAULTS.auth.extAuthPath.value) === 'fixed') return { path: m.http?.path, appendsPath: false };
  const prefix = m.http?.path?.replace(/\/+$/, '');
  return { path: prefix === '' ? undefined : prefix, appendsPath: true };
};

type HttpAuthorizer = NonNullable<NonNullable<PolicySpec['extAuth']>['http']>;
type ServiceRef = NonNullable<HttpAuthorizer['backendRefs']>[number];

const spec = (e: ExtAuthIntent, namespace: string): NonNullable<PolicySpec['extAuth']> => {
  const { backend } = e;
  const backendRefs = [
    e.server
      ? serverRef(e.server)
      : defined<ServiceRef>({
          name: backend.service,
          namespace: backend.namespace === namespace ? undefined : backend.namespace,
          port: backend.port,
        }),
  ];
  return defined({
    failOpen: e.failOpen,
    // A 403 would look like a refusal of the authorizer.
    statusOnError: e.failOpen ? undefined : 503,
    timeout: e.timeout,
    headersToExtAuth: some(e.headers),
    grpc: e.protocol === 'grpc' ? { backendRefs } : undefined,
    http:
      e.protocol === 'http'
        ? defined<HttpAuthorizer>({
            backendRefs,
            path: e.appendsPath ? e.path : undefined,
            pathOverride: e.appendsPath ? undefined : e.path,
            headersToBackend: some(e.headersToBackend),
          })
        : undefined,
  });
};

const named = (m: ExtAuthMethod, key: 'headers' | 'headersToBackend', use: NamedHeader['use']): NamedHeader[] =>
  (m[key] ?? []).map((name, i) => ({ name, path: [key, i], use }));

export const extAuth: AuthKind<ExtAuthMethod, ExtAuthIntent> = {
  schema,
  choices: [
    {
      choice: 'extAuth-grpc',
      name: 'authorizer',
      words: 'External authorizer, gRPC (extAuth)',
      hint: 'Your service allows or denies each request.',
      preset: { type: 'extAuth', failOpen: false },
      questions: () => [{ key: 'grpc', message: 'What is its Service? (service:port)' }],
    },
    {
      choice: 'extAuth-http',
      name: 'http-authorizer',
      words: 'External authorizer, HTTP (extAuth)',
      hint: 'Your service allows or denies each request.',
      preset: { type: 'extAuth', failOpen: false },
      questions: () => [
        { key: 'http', message: 'What is its URL? (http://service:port/path; request paths are appended)' },
      ],
    },
  ],
  since: 'v1.9.0',
  // Over HTTP Envoy always sends Authorization; over gRPC it sends all headers if none are listed.
  reads: (m) =>
    inHeaders(m.http ? ['Authorization', ...ofClient(m)] : m.headers ? ofClient(m) : ['Authorization', 'Cookie']),
  credentialHeaders: () => ['authorization'],
  ownHeaders: [],
  namedHeaders: (m) => [...named(m, 'headers', 'read'), ...named(m, 'headersToBackend', 'set')],
  claims: () => ({}),
  // A Service of the cluster, in clear text by default.
  tlsServers: ({ http }) =>
    http?.tls
      ? [
          {
            key: 'http',
            host: `${http.service}.${http.namespace ?? ''}.svc`,
            shown: [http.service, ...(http.namespace ? [http.namespace] : [])].join('.'),
            port: http.port,
          },
        ]
      : [],
  caUnused: (m) => m.ca !== undefined && m.http !== undefined && !m.http.tls,
  services: (m) => [
    ...(m.grpc ? [{ key: 'grpc', backend: m.grpc }] : []),
    ...(m.http ? [{ key: 'http', backend: m.http }] : []),
  ],
  check: () => [],
  clients: undefined,
  allows: undefined,
  rank: 1,
  match: undefined,
  several: false,
  login: false,
  scriptHeaders: [],
  challenge: 'own',
  countBy: undefined,
  field: 'extAuth',
  filter: { name: 'envoy.filters.http.ext_authz', order: 11 },
  spec: (i, at) => spec(i, at.policies),
  notes: () => [],
  guard: 'itself',
  sanitizes: false,
  authorization: 'chain',
  intent: ([m], { home }) => {
    const backend = (m!.grpc ?? m!.http)!;
    const server = serverOfService(backend, m!.ca, home);
    return {
      type: 'extAuth',
      methods: [m!.name],
      secrets: [],
      asks: {
        services: [{ backend, direct: server === undefined }],
        private: server ? [server] : [],
        urls: [],
        discovery: [],
      },
      removes: undefined,
      method: m!.name,
      protocol: m!.grpc ? 'grpc' : 'http',
      backend,
      server,
      ...authorizerPath(m!),
      failOpen: m!.failOpen ?? DEFAULTS.auth.extAuthFailOpen.value,
      timeout: m!.timeout ?? DEFAULTS.auth.extAuthTimeout.value,
      headers: m!.headers ?? [],
      headersToBackend: m!.headersToBackend ?? [],
    };
  },
  secret: () => undefined,
  logFields: () => [],
  // Envoy names the filter after the policy: only the owner of the listener can keep it in every connection.
  teams: undefined,
  credential: (i) => ({
    as: 'raw',
    variable: variableOf('EXTAUTH', i.method),
    holds: 'a header line for the authorizer: "x-user: me"',
  }),
  forbidden: () => undefined,
  refused: () => ({ status: '401 403' }),
  worthless: () => [],
  configured: (i) => [
    {
      what: 'auth.failOpen',
      title: `while the authorizer is unreachable, requests ${i.failOpen ? 'pass' : 'are rejected'}`,
      jsonpath: '{.spec.extAuth.failOpen}',
      want: String(i.failOpen),
    },
  ],
  tokens: () => [],
  forwards: (i) => `the request as sent, allowed by ${i.method}`,
  registered: () => undefined,
};

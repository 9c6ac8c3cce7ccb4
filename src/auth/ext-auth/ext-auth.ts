// An external authorizer, which decides about each request.
import { defined, some } from '../../objects/make.ts';
import { serverRef, serviceRef } from '../../objects/server-ref.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { type AuthKind, inHeaders, type NamedHeader, type PolicySpec } from '../auth-kind.ts';
import { variableOf } from '../credential.ts';
import { serverOfService } from '../private-server.ts';
import { authorizerPath, type ExtAuthIntent, type ExtAuthMethod, extAuthSchema, ofClient } from './ext-auth-method.ts';
import { extAuthDescribed, extAuthRejections } from './ext-auth-words.ts';

type HttpAuthorizer = NonNullable<NonNullable<PolicySpec['extAuth']>['http']>;

const spec = (e: ExtAuthIntent, namespace: string): NonNullable<PolicySpec['extAuth']> => {
  const backendRefs = [e.server ? serverRef(e.server) : serviceRef(e.backend, namespace)];
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
  schema: extAuthSchema,
  choices: [
    {
      choice: 'extAuth-grpc',
      name: 'authorizer',
      words: 'External authorizer, gRPC (extAuth)',
      hint: 'Your service allows or denies each request.',
      preset: { type: 'extAuth', failOpen: false },
      questions: () => [
        { key: 'grpc', message: 'What is its Service?', example: 'service:port, such as authorizer:9000' },
      ],
    },
    {
      choice: 'extAuth-http',
      name: 'http-authorizer',
      words: 'External authorizer, HTTP (extAuth)',
      hint: 'Your service allows or denies each request.',
      preset: { type: 'extAuth', failOpen: false },
      questions: () => [
        {
          key: 'http',
          message: 'What is its URL? (request paths are appended)',
          example: 'http://service:port/path, such as http://authorizer:8080/check',
        },
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
            path: ['http'],
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
  allows: () => undefined,
  rank: 1,
  match: undefined,
  several: false,
  session: () => false,
  login: false,
  scriptHeaders: () => [],
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
  described: extAuthDescribed,
  rejections: extAuthRejections,
};

// Secrets of every source, in every place where one can be: nothing that `import` prints or writes contains one, nor its base64.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';

const MARKER = 'hUnter2Zq';
const encoded = (text: string): string => Buffer.from(text).toString('base64');
let count = 0;
/** A secret that is nowhere else. */
const secret = (): string => `${MARKER}${++count}x`;
const yaml = (...objects: unknown[]): string => objects.map((o) => JSON.stringify(o, undefined, 1)).join('\n---\n');
const PREFIX = 'nginx.ingress.kubernetes.io/';

const secretObject = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name,
    namespace: 'shop',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ stringData: data }) },
  },
  data: Object.fromEntries(Object.entries(data).map(([k, v]) => [k, encoded(v)])),
  stringData: data,
});

const ingress = (annotations: Record<string, string>, name = 'api') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name,
    namespace: 'shop',
    annotations: {
      ...Object.fromEntries(Object.entries(annotations).map(([k, v]) => [PREFIX + k, v])),
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ annotations }),
    },
  },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host: `${name}.example.com`,
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } }],
        },
      },
    ],
  },
});

const SOURCES: Readonly<Record<string, () => string>> = {
  'ingress-nginx': () =>
    yaml(
      secretObject('users', { auth: `alice:$apr1$${secret()}$${secret()}`, bob: `{SHA}${secret()}` }),
      secretObject('tls', { 'tls.key': `-----BEGIN PRIVATE KEY-----\n${secret()}\n-----END PRIVATE KEY-----` }),
      ingress({ 'auth-type': 'basic', 'auth-secret': 'users', 'auth-realm': 'Staff' }, 'a'),
      ingress({ 'auth-url': `https://user:${secret()}@auth.example.com/check` }, 'b'),
      ingress(
        {
          'auth-url': `http://auth.sys.svc.cluster.local/check?token=${secret()}`,
          'auth-signin': `https://user:${secret()}@login.example.com/?key=${secret()}`,
        },
        'c',
      ),
      ingress(
        {
          'configuration-snippet': `proxy_set_header Authorization "Basic ${encoded(secret())}";\nmore_set_headers "X-Api-Key: ${secret()}";\nset $token ${secret()};`,
        },
        'd',
      ),
      ingress(
        {
          'server-snippet': `if ($http_x_key != "${secret()}") { return 403; }`,
          'auth-snippet': `proxy_set_header X-Token ${secret()};`,
        },
        'e',
      ),
      ingress(
        {
          'permanent-redirect': `https://user:${secret()}@www.example.com/?token=${secret()}`,
          'something-password': secret(),
        },
        'f',
      ),
      ingress(
        { 'auth-proxy-set-headers': 'shop/sent', 'custom-headers': 'shop/sent', 'canary-by-header-value': 'always' },
        'g',
      ),
      ingress(
        {
          'cors-allow-origin': `https://user:${secret()}@app.example.com`,
          'enable-cors': 'true',
          'rewrite-target': `/x?key=${secret()}`,
        },
        'h',
      ),
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'sent', namespace: 'shop' },
        data: { Authorization: `Bearer ${secret()}`, 'X-Api-Key': secret() },
      },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'ingress-nginx-controller' },
        data: {
          'global-auth-url': `https://user:${secret()}@global.example.com/`,
          'http-snippet': `map $key $ok { "${secret()}" 1; }`,
          'main-snippet': `env KEY=${secret()};`,
          'datadog-api-key': secret(),
          'unknown-password': secret(),
        },
      },
    ),
  openapi: () =>
    JSON.stringify({
      openapi: '3.0.0',
      info: { title: 'T', version: '1' },
      servers: [
        {
          url: `https://user:${secret()}@api.example.com/v1?key=${secret()}`,
          variables: { token: { default: secret(), enum: [secret()] } },
        },
      ],
      security: [{ key: [] }],
      paths: {
        '/a': {
          get: {
            parameters: [
              {
                name: 'X-Api-Key',
                in: 'header',
                example: secret(),
                schema: { type: 'string', default: secret(), enum: [secret()] },
              },
            ],
            responses: { 200: { description: 'ok' } },
            'x-amazon-apigateway-integration': {
              type: 'http',
              uri: `https://user:${secret()}@back.example.com/?key=${secret()}`,
              requestParameters: { 'integration.request.header.X-Api-Key': `'${secret()}'` },
              credentials: secret(),
            },
            'x-kong-plugin-key-auth': { config: { key: secret() } },
          },
        },
      },
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'header', name: 'X-Key', 'x-example': secret(), example: secret() },
          login: {
            type: 'oauth2',
            flows: {
              authorizationCode: {
                authorizationUrl: `https://user:${secret()}@login.example.com/?client_secret=${secret()}`,
                tokenUrl: `https://login.example.com/token?client_secret=${secret()}`,
                scopes: {},
              },
            },
            'x-client-secret': secret(),
          },
        },
      },
      'x-google-management': { key: secret() },
    }),
  kong: () =>
    yaml({
      _format_version: '3.0',
      services: [
        {
          name: 'api',
          url: `https://user:${secret()}@api.shop.svc/?key=${secret()}`,
          client_certificate: secret(),
          routes: [
            { name: 'r', paths: ['/a'] },
            { name: 's', paths: ['/s'], headers: { 'x-api-key': [secret()] } },
          ],
          plugins: [
            { name: 'key-auth' },
            {
              name: 'rate-limiting',
              config: {
                minute: 5,
                policy: 'redis',
                redis: { host: 'redis.shop.svc', password: secret(), username: 'u' },
                redis_password: secret(),
              },
            },
            {
              name: 'request-transformer',
              config: {
                add: {
                  headers: [`Authorization:Bearer ${secret()}`, `X-Api-Key:${secret()}`],
                  querystring: [`key:${secret()}`],
                },
                replace: { headers: [`Cookie:${secret()}`] },
              },
            },
            { name: 'pre-function', config: { access: [`if kong.request.get_header("x") ~= "${secret()}" then end`] } },
            { name: 'unknown', config: { key: secret(), nested: { password: secret() } } },
            {
              name: 'http-log',
              config: {
                http_endpoint: `https://user:${secret()}@log.example.com`,
                headers: { Authorization: secret() },
              },
            },
            {
              name: 'opentelemetry',
              config: {
                traces_endpoint: `https://user:${secret()}@otel.example.com/v1`,
                headers: { 'X-Key': secret() },
              },
            },
          ],
        },
        {
          name: 'login',
          host: 'login',
          routes: [{ name: 'l', paths: ['/l'] }],
          plugins: [
            {
              name: 'openid-connect',
              config: {
                issuer: `https://user:${secret()}@id.example.com/`,
                client_id: ['app'],
                client_secret: [secret()],
                session_secret: secret(),
                redis: { password: secret() },
                client_jwk: [{ d: secret() }],
              },
            },
            { name: 'session', config: { secret: secret() } },
            { name: 'aws-lambda', config: { aws_key: secret(), aws_secret: secret() } },
          ],
        },
        { name: 'tokens', host: 'tokens', routes: [{ name: 't', paths: ['/t'] }], plugins: [{ name: 'jwt' }] },
        { name: 'users', host: 'users', routes: [{ name: 'u', paths: ['/u'] }], plugins: [{ name: 'basic-auth' }] },
        {
          name: 'ldap',
          host: 'ldap',
          routes: [{ name: 'd', paths: ['/d'] }],
          plugins: [{ name: 'ldap-auth-advanced', config: { ldap_password: secret(), bind_dn: secret() } }],
        },
      ],
      consumers: [
        {
          username: 'acme',
          keyauth_credentials: [{ key: secret() }],
          basicauth_credentials: [{ username: 'acme', password: secret() }],
          hmacauth_credentials: [{ username: 'acme', secret: secret() }],
          jwt_secrets: [
            { key: 'acme', secret: secret(), algorithm: 'HS256' },
            { key: 'rs', algorithm: 'RS256', rsa_public_key: secret() },
          ],
          oauth2_credentials: [{ name: 'x', client_id: 'x', client_secret: secret() }],
        },
      ],
      certificates: [
        { cert: secret(), key: `-----BEGIN PRIVATE KEY-----\n${secret()}`, snis: [{ name: 'api.example.com' }] },
      ],
      vaults: [{ name: 'env', config: { token: secret() } }],
      keys: [{ name: 'k', jwk: secret() }],
    }),
  traefik: () =>
    yaml(
      secretObject('users', { users: `alice:$apr1$${secret()}$x` }),
      ...Object.entries({
        inline: { basicAuth: { users: [`alice:$apr1$${secret()}`], secret: 'users' } },
        digest: { digestAuth: { users: [`a:realm:${secret()}`] } },
        ask: { forwardAuth: { address: `http://user:${secret()}@auth.example.com/check?token=${secret()}` } },
        ask2: { forwardAuth: { address: `http://auth.shop.svc/check?token=${secret()}` } },
        headers: { headers: { customRequestHeaders: { Authorization: `Basic ${secret()}`, 'X-Api-Key': secret() } } },
        plugin: { plugin: { gate: { secret: secret(), key: { deep: secret() } } } },
        limit: {
          rateLimit: {
            average: 5,
            redis: { endpoints: [`redis://user:${secret()}@redis.shop.svc:6379`], password: secret() },
          },
        },
        unknown: { somethingNew: { password: secret() } },
        to: { redirectRegex: { regex: '^/x', replacement: `https://user:${secret()}@x.example.com/?key=${secret()}` } },
      }).map(([name, spec]) => ({
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'Middleware',
        metadata: {
          name,
          namespace: 'shop',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(spec) },
        },
        spec,
      })),
      {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'IngressRoute',
        metadata: { name: 'api', namespace: 'shop' },
        spec: {
          routes: ['inline', 'digest', 'ask', 'ask2', 'headers', 'plugin', 'limit', 'unknown', 'to']
            .map((name) => ({
              match: `Host(\`a.example.com\`) && PathPrefix(\`/${name}\`)`,
              middlewares: [{ name }],
              services: [{ name: 'api', port: 80 }],
            }))
            .concat([
              {
                match: `Host(\`a.example.com\`) && Header(\`Authorization\`, \`Bearer ${secret()}\`)`,
                middlewares: [],
                services: [{ name: 'api', port: 80 }],
              },
              {
                match: `Host(\`a.example.com\`) && HeaderRegexp(\`X-Key\`, \`${secret()}\`)`,
                middlewares: [],
                services: [{ name: 'api', port: 80 }],
              },
              {
                match: `Host(\`a.example.com\`) && Query(\`token\`, \`${secret()}\`)`,
                middlewares: [],
                services: [{ name: 'api', port: 80 }],
              },
            ]),
        },
      },
    ),
  'gateway-api': () => {
    const route = (name: string) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name, namespace: 'shop' },
      spec: {
        parentRefs: [{ name: 'edge' }],
        hostnames: ['a.example.com'],
        rules: [
          {
            matches: [{ path: { value: `/${name}` }, headers: [{ name: 'x-api-key', value: secret() }] }],
            filters: [
              {
                type: 'RequestHeaderModifier',
                requestHeaderModifier: { set: [{ name: 'Authorization', value: `Basic ${secret()}` }] },
              },
            ],
            backendRefs: [{ name: 'api', port: 80 }],
          },
        ],
      },
    });
    const policy = (name: string, spec: object) => ({
      apiVersion: 'gateway.envoyproxy.io/v1alpha1',
      kind: 'SecurityPolicy',
      metadata: {
        name,
        namespace: 'shop',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ x: secret() }) },
      },
      spec: { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name }], ...spec },
    });
    return yaml(
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name: 'edge', namespace: 'shop' },
        spec: {
          gatewayClassName: 'eg',
          listeners: [
            {
              name: 'https',
              protocol: 'HTTPS',
              port: 443,
              hostname: 'a.example.com',
              tls: { certificateRefs: [{ name: 'tls' }] },
            },
          ],
        },
      },
      route('a'),
      route('b'),
      route('c'),
      secretObject('oidc', { 'client-secret': secret() }),
      secretObject('users', { '.htpasswd': `alice:{SHA}${secret()}` }),
      secretObject('keys', { client: secret() }),
      policy('a', {
        oidc: {
          provider: { issuer: `https://user:${secret()}@id.example.com` },
          clientID: 'app',
          clientSecret: { name: 'oidc' },
        },
      }),
      policy('b', { basicAuth: { users: { name: 'users' } } }),
      policy('c', { apiKeyAuth: { credentialRefs: [{ name: 'keys' }], extractFrom: [{ headers: ['x-key'] }] } }),
      {
        apiVersion: 'gateway.envoyproxy.io/v1alpha1',
        kind: 'EnvoyExtensionPolicy',
        metadata: { name: 'lua', namespace: 'shop' },
        spec: {
          targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'a' }],
          lua: [{ type: 'Inline', inline: `local key = "${secret()}"` }],
        },
      },
    );
  },
};

/** The secrets in a text: those of this test, also as base64, wherever they begin in it. */
const foundIn = (text: string): string[] => {
  const all = [...text.matchAll(new RegExp(`.{0,40}${MARKER}\\d*.{0,10}`, 'g'))].map((m) => m[0]);
  const code = [0, 1, 2].map((n) => encoded(`${'\0'.repeat(n)}${MARKER}`).slice(n === 0 ? 0 : n + 1, -4));
  return [...all, ...code.filter((c) => text.includes(c))];
};

describe.each(Object.keys(SOURCES))('%s', (kind) => {
  const text = SOURCES[kind]!();
  test('no secret is printed or written', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'secrets-'));
    writeFileSync(join(cwd, 'source.yaml'), text);
    const runs = [
      ['import', kind, 'source.yaml', '--all'],
      ['import', kind, 'source.yaml', '--json'],
      ['import', kind, 'source.yaml', '--format', 'sarif'],
      ['import', kind, 'source.yaml', '--check'],
      ['questions', '--json'],
      ['questions'],
      ['generate'],
    ];
    const found: string[] = [];
    for (const args of runs) {
      const { stdout, stderr } = await runCli(args, { cwd });
      found.push(...foundIn(stdout + stderr).map((f) => `${args.join(' ')}: ${f}`));
    }
    for (const file of readdirSync(cwd))
      if (file !== 'source.yaml' && !file.includes('schema'))
        found.push(...foundIn(readFileSync(join(cwd, file), 'utf8')).map((f) => `${file}: ${f}`));
    expect(readdirSync(cwd)).toContain('api-gateway.yaml');
    expect(found).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { ANSWERS, filesOf } from './fixture.ts';

/** The section of the runbook about one status; '': there is none. */
const about = (status: string, answers = ANSWERS): string => {
  const whole = filesOf(answers).get('README.md')!.text;
  const section = whole.slice(whole.indexOf('## When a request fails'), whole.indexOf('## Access and sizes'));
  return section.split(/^(?=### )/m).find((s) => s.startsWith(`### ${status}`)) ?? '';
};
const PUBLIC = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services: [{ name: status, path: /status, backend: "status:8080", auth: none }]
`;
const service = (more: string, top = ''): string => PUBLIC.replace('auth: none }', `auth: none, ${more} }`) + top;

describe('a section exists only for a status that the gateway can answer', () => {
  test.each([
    ['401', false],
    ['403', true],
    ['404', true],
    ['429', false],
    ['500', true],
    ['503', true],
    ['504', true],
    ['gRPC', false],
  ])('%s without authentication and limits: %s', (status, exists) => {
    expect(about(status, PUBLIC) !== '').toBe(exists);
  });

  test.each(['401', '403', '404', '429', '500', '503', '504'])('%s with methods and limits', (status) => {
    expect(about(status)).not.toBe('');
  });

  test('gRPC for gRPC services', () => {
    expect(about('gRPC', service('protocol: grpc').replace('path: /status', 'path: /shop.v1.Status'))).toContain(
      'status',
    );
  });
});

describe('the values of the answers', () => {
  test('401: the services of each method, what clients send, and each reason of its kind', () => {
    const text = about('401');
    expect(text).toMatch(/^\| users \| customers: .*`https:\/\/auth\.example\.com\/`.*`api`/m);
    expect(text).toMatch(/^\| orders \| partners: .*`partner-keys`.*`X-API-Key`/m);
    for (const details of [
      'Jwt_is_expired',
      'Jwks_remote_fetch_is_failed',
      'unkonwn_api_key',
      'oauth.missing_credentials',
    ])
      expect(text).toContain(`| \`${details}\` |`);
    // Keys in the answers are not fetched.
    const inline = ANSWERS.replace('jwks: "https://auth.example.com/jwks.json"', 'jwks: { configMap: keys }');
    expect(about('401', inline)).not.toContain('Jwks_remote_fetch_is_failed');
  });

  test('403: what allow and deny require, by service', () => {
    const some = ANSWERS.replace('rateLimit: 5/minute', 'rateLimit: 5/minute, allow: { clients: [acme] }');
    expect(about('403', some)).toMatch(/^\| orders \| clients acme \|$/m);
    expect(about('403')).not.toContain('what the table above requires');
    expect(about('403')).toContain('`audiences` of `auth.methods.customers`');
  });

  test('404: what a service receives in place of its path', () => {
    expect(about('404', service('rewrite: /s'))).toContain('status: /status as /s.');
    expect(about('404', PUBLIC)).not.toContain('another path');
  });

  test('429: services with a limit only, and what each replica allows of a local one', () => {
    expect(about('429')).toMatch(/^\| orders \| 5\/minute per API client \(global\) \|$/m);
    expect(about('429')).not.toMatch(/^\| .*\bapp\b/m);
    const local = ANSWERS.replace('scope: global', 'scope: local').replace(/ {2}redis:.*\n {2}onFailure.*\n/, '');
    expect(about('429', local)).toMatch(/^\| users \|.* \d+\/minute \|$/m);
    expect(about('429', local)).toContain('local_rate_limited');
    expect(about('429', local)).not.toContain('request_rate_limited');
  });

  test('500: Redis only if limits reject requests without it', () => {
    expect(about('500')).toContain('rate_limiter_error');
    expect(about('500', ANSWERS.replace('onFailure: closed', 'onFailure: open'))).not.toContain('rate_limiter_error');
  });

  test('503: the path of health checks, maintenance, external servers', () => {
    expect(about('503', service('healthCheck: /healthz'))).toContain('`/healthz` fails on all pods of status');
    expect(about('503', PUBLIC)).not.toMatch(/the health check|maintenance|external/);
    expect(about('503', service('maintenance: true'))).toContain('in maintenance: status');
    expect(about('503')).toContain('external server does not resolve (app)');
    expect(about('503', service('outlierDetection: none'))).not.toContain('removed for a while');
    expect(about('503', PUBLIC)).toContain('removed for a while');
  });

  test('504: the timeout of each service', () => {
    const text = about(
      '504',
      ANSWERS.replace('auth: partners', 'auth: partners, timeout: 3s').replace(
        'auth: portal',
        'auth: portal, timeout: 0s',
      ),
    );
    expect(text).toMatch(/^\| orders \| 3s \|$/m);
    expect(text).toMatch(/^\| app \| none \|$/m);
  });

  test('other statuses: the largest body, faults of a test, client certificates, origins', () => {
    const text = about('Other', service('maxRequestBody: 2Mi', 'cors: { origins: ["https://a.example.com"] }\n'));
    expect(text).toMatch(/^\| 413 \|.*2Mi \(status\)/m);
    expect(text).toContain('`https://a.example.com`');
    expect(about('Other', PUBLIC)).not.toMatch(/413|CORS|TLS alert|fault/);
    const fault = service('fault: { abort: { status: 418, percent: 5 }, until: 2027-01-01 }');
    expect(about('Other', fault)).toMatch(/^\| 418 \| `fault_filter_abort` \|.*5 % of the requests get 418/m);
    const mtls = PUBLIC.replace('tls: { secret: api-tls }', 'tls: { secret: api-tls, clientAuth: { ca: clients-ca } }');
    expect(about('Other', mtls)).toContain('`clients-ca`');
  });
});

test('without an access log, no command reads it', () => {
  const text = filesOf(`${PUBLIC}observability: { accessLog: none }\n`).get('README.md')!.text;
  expect(text).toContain('The access log is off.');
  expect(text).not.toContain('gateway_log');
});

test('the folder of the answers file is found from the output, where the answers decide it', () => {
  const change = (output: string): string => filesOf(`${PUBLIC}output: ${output}\n`).get('README.md')!.text;
  expect(change('deploy/gw')).toContain('(cd ../.. && eg-api-gateway generate)');
  expect(change('../gw')).not.toContain('(cd ');
});

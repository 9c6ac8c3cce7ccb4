import { readAnswers } from '../../src/answers/read.ts';
import { layout } from '../../src/files/manifest-layout.ts';
import { type OutputFile, render } from '../../src/files/render.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent } from '../../src/model/intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

/** A small gateway of every kind that the words differ for: tokens, keys, a login, a canary, Redis, an ACME certificate. */
export const ANSWERS = `version: 1
hostname: api.example.com
gateway: { name: shop, namespace: gateway }
tls: { issuer: letsencrypt, acme: { email: ops@example.com } }
services:
  - { name: users, path: /v1/users, backend: "team/users:8080", public: [/v1/users/health], canary: { backend: "team/users-v2:8080", weight: 10 } }
  - { name: orders, path: /v1/orders, backend: "orders:8080", auth: partners, rateLimit: 5/minute }
  - { name: app, path: /app, backend: "https://app.example.net", auth: portal, rateLimit: none }
  - { name: status, path: /status, backend: "status:8080", auth: none }
auth:
  default: customers
  methods:
    customers: { type: jwt, issuer: "https://auth.example.com/", jwks: "https://auth.example.com/jwks.json", audiences: [api], claims: { sub: x-sub } }
    partners: { type: apiKey, secret: partner-keys, clients: [acme, globex] }
    portal: { type: oidc, issuer: "https://login.example.com/", clientID: portal, clientSecret: portal-oidc }
rateLimit:
  scope: global
  key: { claim: sub }
  limits: [100/minute]
  redis: { url: "redis.redis.svc:6379", tls: true, type: cluster, password: { secret: redis-auth, key: password } }
  onFailure: closed
traffic: { peakRequestsPerSecond: 500, p95Latency: 250ms, clientsBehind: direct }
observability: { accessLog: json, prometheus: true }
`;

export const intentOf = (answers: string): Intent => {
  const read = readAnswers(answers, 'api-gateway.yaml');
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return buildIntent(read.answers);
};

/** The files of answers; what is given besides replaces a part of the input. */
export const filesOf = (
  answers = ANSWERS,
  other: { intent?: Intent; answersFile?: string; toolVersion?: string } = {},
): Map<string, OutputFile> => {
  const intent = other.intent ?? intentOf(answers);
  return render({
    intent,
    files: layout(buildResources(intent), intent.services.length),
    validate: '#!/usr/bin/env bash\nEGMARK\nexit 0\n',
    answersFile: other.answersFile ?? 'api-gateway.yaml',
    toolVersion: other.toolVersion ?? '1.2.3',
  });
};

/** Answers with so many public services. */
export const manyServices = (count: number, backend = (i: number): string => `b${i}:8080`): string => `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
${Array.from({ length: count }, (_, i) => `  - { name: s${i}, path: /v1/s${i}, backend: "${backend(i)}", auth: none }`).join('\n')}
`;

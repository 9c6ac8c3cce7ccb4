// The gateway redirects port 80 to https, so of two routes for the same requests the one with TLS is imported.
import { expect, test } from 'vitest';
import type { Tree } from '../../src/answers/yaml-layout.ts';
import { importText } from './import-text.ts';

const RULE = 'Host(`a.example.com`) && PathPrefix(`/a`)';
const traefik = (plain: string, className = 'one'): string => `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: plain, namespace: shop, annotations: { kubernetes.io/ingress.class: ${className} } }
spec:
  entryPoints: [web]
  routes: [{ match: "${plain}", kind: Rule, services: [{ name: old, port: 80 }] }]
---
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: tls, namespace: shop, annotations: { kubernetes.io/ingress.class: one } }
spec:
  entryPoints: [websecure]
  tls: {}
  routes: [{ match: "${RULE}", kind: Rule, middlewares: [{ name: users }], services: [{ name: app, port: 80 }] }]
---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: users, namespace: shop }
spec: { basicAuth: { secret: users } }
`;
const kong = (plain: string): string => `
_format_version: "3.0"
services:
  - { name: old, url: "http://old.shop.svc:80", routes: [{ name: plain, hosts: [a.example.com], protocols: [http], ${plain} }] }
  - name: app
    url: http://app.shop.svc:80
    routes: [{ name: tls, hosts: [a.example.com], protocols: [https], paths: [/a] }]
    plugins: [{ name: key-auth }]
`;

const servicesOf = async (kind: string, text: string): Promise<{ services: unknown[]; codes: string[] }> => {
  const { answers, entries } = await importText(kind, text);
  return {
    services: (answers.services as Tree[]).map((s) => [s.name, s.auth]).toSorted(),
    codes: [...new Set(entries.map((e) => String(e.code)).filter((c) => c === 'RouteWithoutTls'))],
  };
};
const ONE = ['RouteWithoutTls'];

test('the same requests: the route with TLS is the service, and the other one is reported', async () => {
  expect(await servicesOf('traefik', traefik(RULE))).toEqual({ services: [['tls', 'users']], codes: ONE });
  expect(await servicesOf('kong', kong('paths: [/a]'))).toEqual({
    services: [['app', ['key', 'key-query']]],
    codes: ONE,
  });
});

test('a route without TLS for other requests stays, and so do routes of another Traefik', async () => {
  const stays = { services: [expect.anything(), expect.anything()], codes: [] };
  expect(await servicesOf('traefik', traefik(RULE.replace('/a`', '/b`')))).toEqual(stays);
  expect(await servicesOf('traefik', traefik(`${RULE} && Method(\`POST\`)`))).toEqual(stays);
  expect(await servicesOf('kong', kong('paths: [/b]'))).toEqual(stays);
  expect(await servicesOf('kong', kong('paths: [/a], methods: [POST]'))).toEqual(stays);
  expect((await servicesOf('traefik', traefik(RULE, 'two'))).codes).toEqual([]);
});

test('a part of a route without TLS: the route with TLS keeps its path', async () => {
  const { services } = await servicesOf('traefik', traefik(`${RULE} || Host(\`b.example.com\`)`));
  expect(services).toContainEqual(['tls', 'users']);
  expect(services).toHaveLength(2);
});

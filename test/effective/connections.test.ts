// Routes for connections: TLSRoutes, TCPRoutes and UDPRoutes.
import { expect, test } from 'vitest';
import { connectionRoutes } from '../../src/effective/requests/connection-routes.ts';
import { snapshotOf } from './manifests.ts';

const GATEWAY = `
kind: Gateway
name: edge
spec:
  gatewayClassName: eg
  listeners:
    - { name: tls, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough } }
    - { name: tcp, port: 5432, protocol: TCP }
---`;
const route = (kind: string, name: string, section: string, more: string): string =>
  `\nkind: ${kind}\nname: ${name}\nspec: { parentRefs: [{ name: edge, sectionName: ${section} }], ${more} }\n---`;
const backend = (name: string, weight = 1): string =>
  `{ group: gateway.envoyproxy.io, kind: Backend, name: ${name}, weight: ${weight} }`;
const KNOWN = ['a', 'b']
  .map(
    (name) =>
      `\nkind: Backend\nname: ${name}\nspec: { endpoints: [{ fqdn: { hostname: ${name}.internal, port: 443 } }] }\n---`,
  )
  .join('');
const policy = (kind: string, on: string, spec: string): string =>
  `\nkind: ${kind}\nname: p-${on}\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: ${on}, name: ${on === 'Gateway' ? 'edge' : 'db'} }], ${spec} }\n---`;
const read = (text: string) => connectionRoutes(snapshotOf(GATEWAY + KNOWN + text));

test('a TLSRoute takes the names that it has in common with the listener, for the backends of all its rules', () => {
  const rules = `rules: [{ backendRefs: [${backend('a', 3)}] }, { backendRefs: [${backend('b')}, ${backend('gone')}] }]`;
  const [one, ...others] = read(route('TLSRoute', 'app', 'tls', `hostnames: [db.example.com, other.org], ${rules}`));
  expect(others).toEqual([]);
  expect(one).toMatchObject({ names: ['db.example.com'], endsTls: false });
  // A refused backend has no share: there is no status that could be sent.
  expect(one!.backends.map((b) => [b.ref.name, b.share])).toEqual([
    ['a', 0.75],
    ['b', 0.25],
  ]);
});

test('of two TCPRoutes of a listener the older one gets the connections; one with two rules gets none', () => {
  const rule = `rules: [{ backendRefs: [${backend('a')}] }]`;
  expect(
    read(route('TCPRoute', 'db2', 'tcp', rule) + route('TCPRoute', 'db', 'tcp', rule)).map(
      (c) => c.route.metadata.name,
    ),
  ).toEqual(['db']);
  expect(
    read(
      route('TCPRoute', 'db', 'tcp', `rules: [{ backendRefs: [${backend('a')}] }, { backendRefs: [${backend('b')}] }]`),
    ),
  ).toEqual([]);
});

test('each setting for connections is that of the most specific policy that has it', () => {
  const db = route('TCPRoute', 'db', 'tcp', `rules: [{ backendRefs: [${backend('a')}] }]`);
  const wide = policy(
    'BackendTrafficPolicy',
    'Gateway',
    'timeout: { tcp: { connectTimeout: 1s } }, proxyProtocol: { version: V1 }',
  );
  const own = policy('BackendTrafficPolicy', 'TCPRoute', 'timeout: { tcp: { connectTimeout: 9s } }');
  expect(read(db + wide + own)[0]!.traffic).toEqual({
    timeout: { tcp: { connectTimeout: '9s' } },
    proxyProtocol: { version: 'V1' },
  });
});

test('a SecurityPolicy of a TCPRoute decides by address, and not at all with settings for HTTP', () => {
  const db = route('TCPRoute', 'db', 'tcp', `rules: [{ backendRefs: [${backend('a')}] }]`);
  const rules = 'authorization: { rules: [{ action: Allow, principal: { clientCIDRs: [10.0.0.0/8] } }] }';
  expect(read(db + policy('SecurityPolicy', 'TCPRoute', rules))[0]!.authorization).toMatchObject({
    defaultAction: 'Deny',
  });
  expect(read(db + policy('SecurityPolicy', 'TCPRoute', `${rules}, cors: { }`))[0]!.authorization).toBeUndefined();
});

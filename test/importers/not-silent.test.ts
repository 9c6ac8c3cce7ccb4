// What configures something and is in no answer has an entry of its own: no statement about a map hides it.
import { expect, test } from 'vitest';
import { importText } from './import-text.ts';

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: gw, annotations: { cert-manager.io/cluster-issuer: le, cert-manager.io/duration: 24h } }
spec:
  gatewayClassName: eg
  infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: edge } }
  listeners: [{ name: https, port: 443, protocol: HTTPS, hostname: a.example.com, tls: { certificateRefs: [{ name: a }] } }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: a, namespace: gw, annotations: { external-dns.alpha.kubernetes.io/ttl: "60", argocd.argoproj.io/sync-wave: "1" } }
spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: a, port: 80 }] }] }
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: { name: edge, namespace: gw }
spec:
  provider:
    type: Kubernetes
    kubernetes:
      envoyDeployment:
        pod: { topologySpreadConstraints: [{ topologyKey: rack, maxSkew: 1, whenUnsatisfiable: DoNotSchedule }] }
  telemetry:
    accessLog:
      settings:
        - sinks: [{ type: File, file: { path: /dev/stdout } }]
          format:
            type: JSON
            json: { route_name: "%ROUTE_NAME%", response_code_details: "%RESPONSE_CODE_DETAILS%", tenant: "%REQ(X-TENANT)%" }
`;

const OPENAPI = `
openapi: 3.0.0
info: { title: Pets, version: "1" }
servers: [{ url: https://api.example.com }]
x-ms-parameterized-host: { hostTemplate: "{account}.example.com" }
x-ms-paths: { "/pets?op=a": { get: { responses: {} } } }
paths: { /pets: { get: { x-ms-examples: {}, responses: {} } } }
`;

test.each([
  ['gateway-api', GATEWAY, '/metadata/annotations/cert-manager.io~1duration', 'NotImported'],
  ['gateway-api', GATEWAY, '/metadata/annotations/external-dns.alpha.kubernetes.io~1ttl', 'NotImported'],
  ['gateway-api', GATEWAY, '/metadata/annotations/argocd.argoproj.io~1sync-wave', 'NoEffect'],
  [
    'gateway-api',
    GATEWAY,
    '/spec/provider/kubernetes/envoyDeployment/pod/topologySpreadConstraints/0/topologyKey',
    'NotImported',
  ],
  ['gateway-api', GATEWAY, '/spec/telemetry/accessLog/settings/0/format/json/tenant', 'AccessLogFields'],
  ['gateway-api', GATEWAY, '/spec/telemetry/accessLog/settings/0/format/json/route_name', 'Carried'],
  ['openapi', OPENAPI, '/x-ms-paths/~1pets?op=a/get/responses', 'NotImported'],
  ['openapi', OPENAPI, '/x-ms-parameterized-host/hostTemplate', 'NotImported'],
  ['openapi', OPENAPI, '/paths/~1pets/get/x-ms-examples', 'NoEffect'],
])('%s: %#', async (kind, text, pointer, code) => {
  const { entries } = await importText(kind, text);
  const found = entries.filter((e) => e.node.pointer === pointer).map((e) => e.code);
  expect(found, `${pointer} among ${entries.map((e) => e.node.pointer).join('\n')}`).toEqual([code]);
});

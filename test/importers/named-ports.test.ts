// Ports of Services by name: the number is in the Service, if the files contain it.
import { expect, test } from 'vitest';
import type { Tree } from '../../src/answers/yaml-layout.ts';
import { importText } from './import-text.ts';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: app, namespace: shop }
spec: { ports: [{ name: admin, port: 9000 }, { name: NAME, port: 8080 }] }
`;
const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app, namespace: shop }
spec:
  ingressClassName: nginx
  rules:
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: app, port: { name: web } } } }] }
`;
const ROUTE = `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: app, namespace: shop }
spec:
  entryPoints: [websecure]
  routes: [{ match: "Host(\`a.example.com\`)", kind: Rule, services: [{ name: app, port: PORT }] }]
`;
const backendOf = async (kind: string, ...objects: readonly string[]): Promise<unknown> =>
  ((await importText(kind, objects.join('---'))).answers.services as Tree[])[0]!.backend;

test.each([
  ['a Service with the port', [INGRESS, SERVICE.replace('NAME', 'web')], 'shop/app:8080'],
  ['a Service without it', [INGRESS, SERVICE.replace('NAME', 'other')], undefined],
  ['a Service of another namespace', [INGRESS, SERVICE.replace('NAME', 'web').replace('shop', 'other')], undefined],
  ['no Service', [INGRESS], undefined],
])('ingress-nginx: %s', async (_, objects, backend) => {
  expect(await backendOf('ingress-nginx', ...objects)).toBe(backend);
});

test.each([
  ['a name', 'web', 'shop/app:8080'],
  // Traefik speaks TLS to a port with this name; the gateway verifies the certificate, so its CA is asked.
  ['the name https', 'https', 'https://app.shop.svc.cluster.local:8080'],
  ['a number', '8080', 'shop/app:8080'],
  ['a name that the Service does not have', 'other', undefined],
])('traefik: %s', async (_, port, backend) => {
  const name = port === 'https' ? 'https' : 'web';
  expect(await backendOf('traefik', ROUTE.replace('PORT', port), SERVICE.replace('NAME', name))).toBe(backend);
});

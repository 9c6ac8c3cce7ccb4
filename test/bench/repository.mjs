// A repository as teams have it: a folder for each application with its kustomization, a file for each object, Helm values, and
// files of other tools in between.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';

const GATEWAY = `apiVersion: ${GATEWAY_API}
kind: Gateway
metadata: { name: edge, namespace: edge }
spec:
  gatewayClassName: eg
  listeners:
    - name: https
      protocol: HTTPS
      port: 443
      hostname: "*.\${DOMAIN}"
      tls: { certificateRefs: [{ name: edge-tls }] }
      allowedRoutes: { namespaces: { from: All } }
`;

const route = (app) => `apiVersion: ${GATEWAY_API}
kind: HTTPRoute
metadata: { name: ${app} }
spec:
  parentRefs: [{ name: edge, namespace: edge, sectionName: https }]
  hostnames: ["${app}.\${DOMAIN}"]
  rules:
    - matches: [{ path: { type: PathPrefix, value: / } }]
      backendRefs: [{ name: ${app}, port: 80 }]
`;

const policy = (app) => `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: ${app} }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${app} }]
  jwt:
    providers:
      - name: customers
        issuer: https://auth.\${DOMAIN}/
        audiences: [${app}]
        remoteJWKS: { uri: "https://auth.\${DOMAIN}/jwks.json" }
`;

const service = (app) => `apiVersion: v1
kind: Service
metadata: { name: ${app} }
spec: { selector: { app: ${app} }, ports: [{ port: 80, targetPort: 8080 }] }
`;

const kustomization = (app) => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${app}
resources: [route.yaml, policy.yaml, service.yaml]
`;

/** Writes a repository with so many files below a folder, and returns its path. */
export const repository = (dir, files) => {
  const root = join(dir, 'repository');
  const write = (path, text) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('gateway.yaml', GATEWAY);
  for (let i = 0; i < Math.floor((files - 1) / 5); i++) {
    const app = `app-${i}`;
    write(`apps/${app}/kustomization.yaml`, kustomization(app));
    write(`apps/${app}/route.yaml`, route(app));
    write(`apps/${app}/policy.yaml`, policy(app));
    write(`apps/${app}/service.yaml`, service(app));
    write(`apps/${app}/values.yaml`, `replicaCount: 2\nimage: { repository: example.com/${app}, tag: "1.0" }\n`);
  }
  return root;
};

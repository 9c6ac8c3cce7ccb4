// The peer: a chart that writes a route and its two policies for each service, as charts do.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const LAB = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'eg-api-gateway-lab/bin/helm');

/** The helm to measure: of EG_HELM, of PATH, or the one that the lab built; undefined where there is none. */
export const HELM = [process.env.EG_HELM, 'helm', LAB].find(
  (h) => h && spawnSync(h, ['version'], { stdio: 'ignore' }).status === 0,
);

const TEMPLATE = `{{- range .Values.services }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: {{ .name }}
  namespace: {{ $.Values.namespace }}
spec:
  parentRefs:
    - name: {{ $.Values.gateway }}
      sectionName: https
  hostnames:
    - {{ $.Values.hostname }}
  rules:
    - name: all
      matches:
        - path:
            type: PathPrefix
            value: {{ .path }}
      backendRefs:
        - name: {{ .name }}
          port: {{ .port }}
      timeouts:
        request: 15s
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata:
  name: {{ .name }}
  namespace: {{ $.Values.namespace }}
spec:
  targetRefs:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      name: {{ .name }}
  jwt:
    {{- toYaml $.Values.jwt | nindent 4 }}
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: BackendTrafficPolicy
metadata:
  name: {{ .name }}
  namespace: {{ $.Values.namespace }}
spec:
  targetRefs:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      name: {{ .name }}
  rateLimit:
    local:
      rules:
        - limit:
            requests: 600
            unit: Minute
{{- end }}
`;

/** Writes the chart with so many services below \`dir\`; gives its folder. */
export const chart = (dir, count) => {
  const folder = path.join(dir, 'chart');
  fs.mkdirSync(path.join(folder, 'templates'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 0.0.1\n');
  fs.writeFileSync(path.join(folder, 'templates/all.yaml'), TEMPLATE);
  const services = Array.from({ length: count }, (_, i) => ({
    name: `service-${i}`,
    path: `/v1/service-${i}`,
    port: 8080,
  }));
  const jwt = {
    providers: [
      {
        name: 'customers',
        issuer: 'https://auth.example.com/',
        audiences: ['api'],
        remoteJWKS: { uri: 'https://auth.example.com/jwks.json' },
        claimToHeaders: [{ claim: 'sub', header: 'x-jwt-claim-sub' }],
      },
    ],
  };
  const values = { namespace: 'shop', gateway: 'shop', hostname: 'api.example.com', jwt, services };
  fs.writeFileSync(path.join(folder, 'values.yaml'), JSON.stringify(values));
  return folder;
};

// The kinds of Kubernetes itself that we write. They are no CRDs, so their schemas are kept here, with the fields that
// we use; a field that is not here counts as unknown, which is right for what we write ourselves.
import type { KindSchema } from '../checks/admission/admit.ts';
import type { Schema } from '../checks/admission/schema.ts';

const string: Schema = { type: 'string' };
const integer: Schema = { type: 'integer', format: 'int32' };
const bool: Schema = { type: 'boolean' };
const strings: Schema = { type: 'object', additionalProperties: string };
const list = (items: Schema): Schema => ({ type: 'array', items });
const object = (properties: Record<string, Schema>, ...required: string[]): Schema => ({
  type: 'object',
  properties,
  required,
});
const intOrString: Schema = { 'x-kubernetes-int-or-string': true };
const port: Schema = { type: 'integer', format: 'int32', minimum: 1, maximum: 65535 };

const selector = object({ matchLabels: strings });
const quantities: Schema = { type: 'object', additionalProperties: intOrString };
const probe = object({ tcpSocket: object({ port: intOrString }, 'port'), periodSeconds: integer });
const container = object(
  {
    name: string,
    image: string,
    args: list(string),
    ports: list(object({ name: string, containerPort: port }, 'containerPort')),
    resources: object({ requests: quantities, limits: quantities }),
    readinessProbe: probe,
    securityContext: object({
      allowPrivilegeEscalation: bool,
      readOnlyRootFilesystem: bool,
      capabilities: object({ drop: list(string) }),
    }),
  },
  'name',
  'image',
);
const podSpec = object(
  {
    automountServiceAccountToken: bool,
    securityContext: object({
      runAsNonRoot: bool,
      runAsUser: integer,
      runAsGroup: integer,
      seccompProfile: object({ type: string }, 'type'),
    }),
    containers: { ...list(container), minItems: 1 },
  },
  'containers',
);

const SPECS: Record<string, { scope: KindSchema['scope']; spec: Schema | undefined }> = {
  'v1 Namespace': { scope: 'Cluster', spec: undefined },
  'v1 Service': {
    scope: 'Namespaced',
    spec: object(
      { selector: strings, ports: list(object({ name: string, port, targetPort: intOrString }, 'port')) },
      'ports',
    ),
  },
  'apps/v1 Deployment': {
    scope: 'Namespaced',
    spec: object(
      {
        replicas: integer,
        selector,
        template: object({ metadata: object({ labels: strings }), spec: podSpec }, 'spec'),
      },
      'selector',
      'template',
    ),
  },
  'networking.k8s.io/v1 NetworkPolicy': {
    scope: 'Namespaced',
    spec: object(
      {
        podSelector: selector,
        policyTypes: list({ type: 'string', enum: ['Ingress', 'Egress'] }),
        ingress: list(
          object({
            from: list(object({ namespaceSelector: selector, podSelector: selector })),
            ports: list(object({ port: intOrString, protocol: { type: 'string', enum: ['TCP', 'UDP', 'SCTP'] } })),
          }),
        ),
      },
      'podSelector',
    ),
  },
};

/** The schema of a core kind that we write, or undefined. */
export const coreSchema = (apiVersion: string, kind: string): KindSchema | undefined => {
  const found = SPECS[`${apiVersion} ${kind}`];
  if (!found) return undefined;
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const properties: Record<string, Schema> = found.spec ? { spec: found.spec } : {};
  return {
    group,
    version,
    kind,
    scope: found.scope,
    statusSubresource: true,
    schema: object(properties, ...(found.spec ? ['spec'] : [])),
  };
};

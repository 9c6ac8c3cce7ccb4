// Network policies, meshes, and servers with a private CA.
import { define, type Group } from '../definition.ts';

export const networkNotices = {
  NetworkIsolated: define<{ namespaces: string }>({
    severity: 'info',
    sample: { namespaces: 'shop' },
    words: ({ namespaces }) => ({
      what: `Pods in ${namespaces} accept connections from this gateway only.`,
      why: '',
      fix: 'Before you apply 95-closed.yaml, add a policy for every other client of these pods, such as other services and Prometheus.',
    }),
  }),
  MeshPermissive: define<{ namespaces: string }>({
    severity: 'info',
    sample: { namespaces: 'shop' },
    words: ({ namespaces }) => ({
      what: `Pods in ${namespaces} also accept unencrypted connections from any pod in the cluster (mesh.mode: permissive).`,
      why: '',
      fix: 'Set mesh.mode to ambient or sidecar.',
    }),
  }),
  MeshIsolated: define<{ namespaces: string; principal: string }>({
    severity: 'info',
    sample: { namespaces: 'shop', principal: 'cluster.local/ns/envoy-gateway-system/sa/envoy-shop-shop-0b6553f4' },
    words: ({ namespaces, principal }) => ({
      what: `Pods in ${namespaces} accept mTLS only, and backends accept it only from ${principal}.`,
      why: '',
      fix: 'Before you apply 85-mesh.yaml, add an AuthorizationPolicy for every other client of these backends.',
    }),
  }),
  PodLabelsAssumed: define<{ backends: string }>({
    severity: 'info',
    sample: { backends: 'shop/users' },
    words: ({ backends }) => ({
      what: `backend.pods.labels is not set, so pods are assumed to have the label app.kubernetes.io/name with the name of their Service: ${backends}.`,
      why: 'If they have other labels, the gateway cannot reach them.',
      fix: 'Set backend.pods.labels to the selector of the Service.',
    }),
  }),
  PrivateAuthority: define<{ name: string; namespace: string; servers: string }>({
    severity: 'info',
    sample: { name: 'private-ca', namespace: 'shop', servers: 'auth.internal' },
    words: ({ name, namespace, servers }) => ({
      what: `ConfigMap ${name} must exist in namespace ${namespace}, with the CA of ${servers} in its key ca.crt.`,
      why: 'Without it, requests that need these servers get 500.',
      fix: `Create it before you apply these manifests: kubectl create configmap ${name} -n ${namespace} --from-file=ca.crt`,
    }),
  }),
  PrivateServerIsolated: define<{ servers: string }>({
    severity: 'info',
    sample: { servers: 'auth.shop.svc.cluster.local' },
    words: ({ servers }) => ({
      what: `95-closed.yaml isolates the namespaces of these servers: ${servers}.`,
      why: 'eg-api-gateway does not know the pods of these servers, so the proxies cannot reach them.',
      fix: 'Add a network policy that allows ingress from the proxies.',
    }),
  }),
  /** `source`: what mounts the socket. */
  MeshSocket: define<{ socket: string; source: string; principal: string }>({
    severity: 'info',
    sample: {
      socket: '/run/spire/agent.sock',
      source: 'CSI driver csi.spiffe.io',
      principal: 'cluster.local/ns/envoy-gateway-system/sa/envoy-shop-shop-0b6553f4',
    },
    words: ({ socket, source, principal }) => ({
      what: `The proxies fetch their certificates from ${socket} (${source}), which these manifests do not provide.`,
      why: 'Without it the proxies do not start, or requests to every backend with TLS get 503.',
      fix: `Run a SPIRE agent on every node that serves "default" as spiffe://${principal} and "ROOTCA", and register the proxies.`,
    }),
  }),
  MeshNeedsSidecars: define<{ services: string }>({
    severity: 'info',
    sample: { services: 'users' },
    words: ({ services }) => ({
      what: `The proxies use mTLS directly with the pods of ${services} (mesh.mode: sds).`,
      why: 'An ambient mesh does not accept these connections.',
      fix: 'Give each pod a sidecar, or terminate mTLS in the pod with a certificate of the same root CA. For an ambient mesh, set mesh.mode: ambient.',
    }),
  }),
  ServiceAccountsAssumed: define<{ services: string }>({
    severity: 'info',
    sample: { services: 'users' },
    words: ({ services }) => ({
      what: `backend.pods.serviceAccount is not set, so pods are assumed to run as a ServiceAccount with the name of their Service: ${services}.`,
      why: 'If they do not, the gateway rejects their certificates, and requests get 503.',
      fix: 'Set backend.pods.serviceAccount.',
    }),
  }),
  MeshCertificateExternal: define<{ servers: string }>({
    severity: 'info',
    sample: { servers: 'pay.example.com' },
    words: ({ servers }) => ({
      what: `Envoy Gateway 1.9 presents the certificate of EnvoyProxy to external servers, too: ${servers}.`,
      why: 'They see the identity of the gateway if they request a certificate, and they are unreachable while the socket is unavailable.',
      fix: 'To present another certificate, set identity: { mtls }.',
    }),
  }),
} as const satisfies Group;

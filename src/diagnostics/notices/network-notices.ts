// Network policies, meshes, and servers with a private CA.
import { constant, define, type Group } from '../definition.ts';

export const networkNotices = {
  NetworkIsolated: define<{ namespaces: string }>({
    severity: 'info',
    sample: { namespaces: 'shop' },
    words: ({ namespaces }) => ({
      what: `In ${namespaces} pods take connections of this gateway only. Whatever else talks to them (other services, Prometheus) needs a policy of its own before 95-closed is applied.`,
      why: '',
      fix: '',
    }),
  }),
  MeshPermissive: define<{ namespaces: string }>({
    severity: 'info',
    sample: { namespaces: 'shop' },
    words: ({ namespaces }) => ({
      what: `Pods of ${namespaces} also take clear text, from anybody in the cluster (mesh.mode: permissive). Answer ambient or sidecar.`,
      why: '',
      fix: '',
    }),
  }),
  MeshIsolated: define<{ namespaces: string; principal: string }>({
    severity: 'info',
    sample: { namespaces: 'shop', principal: 'cluster.local/ns/envoy-gateway-system/sa/envoy-shop-shop-0b6553f4' },
    words: ({ namespaces, principal }) => ({
      what: `In ${namespaces} pods take mTLS only, and the backends only from ${principal}. Whatever else calls them needs an AuthorizationPolicy of its own before 85-mesh is applied.`,
      why: '',
      fix: '',
    }),
  }),
  PodLabelsAssumed: define<{ backends: string }>({
    severity: 'info',
    sample: { backends: 'shop/users' },
    words: ({ backends }) => ({
      what: `Pods are taken to carry app.kubernetes.io/name with the name of their Service: ${backends}. Answer backend.pods.labels with the Service's selector, or the gateway cannot reach them.`,
      why: '',
      fix: '',
    }),
  }),
  PrivateAuthority: define<{ name: string; namespace: string; servers: string }>({
    severity: 'info',
    sample: { name: 'private-ca', namespace: 'shop', servers: 'auth.internal' },
    words: ({ name, namespace, servers }) => ({
      what: `ConfigMap ${name} has to exist in ${namespace} before this is applied, with the CA of ${servers} in its key ca.crt; until then requests that need it end with 500: kubectl create configmap ${name} -n ${namespace} --from-file=ca.crt`,
      why: '',
      fix: '',
    }),
  }),
  PrivateServerIsolated: define<{ servers: string }>({
    severity: 'info',
    sample: { servers: 'auth.shop.svc.cluster.local' },
    words: ({ servers }) => ({
      what: `${servers}: the namespace is closed by 95-closed.yaml, and which pods stand behind a name is not known here. They need a policy of their own that admits the proxies.`,
      why: '',
      fix: '',
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
      what: `Somebody else has to serve ${socket} (${source}) on every node, and to hand out "default" as spiffe://${principal} and "ROOTCA": a SPIRE agent with a registration of the proxies. Without it no proxy starts (a volume that is missing) or every backend with TLS ends in 503.`,
      why: '',
      fix: '',
    }),
  }),
  MeshNeedsSidecars: define<{ services: string }>({
    severity: 'info',
    sample: { services: 'users' },
    words: ({ services }) => ({
      what: `The proxies speak mTLS to the pods themselves (mesh.mode: sds), so each pod behind ${services} needs a sidecar, or ends mTLS with a certificate of the same roots itself. An ambient mesh does not take it: answer ambient there.`,
      why: '',
      fix: '',
    }),
  }),
  ServiceAccountsAssumed: define<{ services: string }>({
    severity: 'info',
    sample: { services: 'users' },
    words: ({ services }) => ({
      what: `Pods are taken to run as a ServiceAccount with the name of their Service: ${services}. Answer backend.pods.serviceAccount, or the gateway refuses their certificates (503).`,
      why: '',
      fix: '',
    }),
  }),
  MeshCertificateExternal: define<{ servers: string }>({
    severity: 'info',
    sample: { servers: 'pay.example.com' },
    words: ({ servers }) => ({
      what: `Envoy Gateway 1.9 shows the certificate of EnvoyProxy to servers outside too: ${servers} see the identity of the gateway if they ask for a certificate, and are not reached while the socket is silent. Only another certificate (identity: { mtls }) replaces it.`,
      why: '',
      fix: '',
    }),
  }),
} as const satisfies Group;

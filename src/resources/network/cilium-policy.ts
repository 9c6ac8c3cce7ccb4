import type { CiliumNetworkPolicy } from '../../crds/types/index.ts';
import type { AllowIntent, Intent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';
import { labels, note, some } from '../../objects/make.ts';
import type { KubernetesObject, Note } from '../../objects/resource.ts';
import { PROBES } from './kubernetes.ts';

type Spec = NonNullable<CiliumNetworkPolicy['spec']>;
type Ingress = NonNullable<Spec['ingress']>[number];
type Egress = NonNullable<Spec['egress']>[number];
type Ports = NonNullable<Ingress['toPorts']>[number];

/** Without it, a selector is limited to the policy's own namespace (docs.cilium.io, Kubernetes constructs). */
const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const endpoint = (namespace: string, matchLabels: Readonly<Record<string, string>> = {}) => ({
  matchLabels: { [NAMESPACE]: namespace, ...matchLabels },
});

const DNS = endpoint('kube-system', { 'k8s-app': 'kube-dns' });

/** Selector of allowed sources. */
const sourceOf = (peer: Peer): Partial<Ingress> => {
  if (peer.is === 'pods') return { fromEndpoints: [endpoint(peer.namespace, peer.labels)] };
  if (peer.is === 'world') return { fromEntities: ['world', 'cluster', 'host', 'remote-node'] };
  if (peer.is === 'cluster') return { fromEntities: ['cluster'] };
  if (peer.is === 'node') return { fromEntities: ['host', 'remote-node', 'health'] };
  if (peer.is === 'probes') return { fromCIDR: [PROBES] };
  if (peer.is === 'apiServer') return { fromEntities: ['kube-apiserver', 'host', 'remote-node'] };
  throw new Error(`nobody comes in from ${peer.is}`);
};

/** Selector of allowed destinations. */
const targetOf = (peer: Peer): Partial<Egress> => {
  if (peer.is === 'pods') return { toEndpoints: [endpoint(peer.namespace, peer.labels)] };
  if (peer.is === 'dns') return { toEndpoints: [DNS] };
  if (peer.is === 'host') return { toFQDNs: [{ matchName: peer.host }] };
  if (peer.is === 'apiServer') return { toEntities: ['kube-apiserver'] };
  if (peer.is === 'cluster') return { toEntities: ['cluster'] };
  throw new Error(`nothing goes out to ${peer.is}`);
};

const portsOf = (a: AllowIntent): Ports[] => [
  {
    ports: a.ports.flatMap((port) => a.protocols.map((protocol) => ({ port: String(port), protocol }))),
    ...(a.requests.length > 0 && {
      rules: {
        http: a.requests.map(({ method, path }) => ({ ...(method !== undefined && { method }), path })),
      },
    }),
    // toFQDNs learns addresses from DNS responses.
    ...(a.peer.is === 'dns' && { rules: { dns: [{ matchPattern: '*' }] } }),
  },
];

/** One cilium.io/v2 CiliumNetworkPolicy, with a comment for each rule. */
export const ciliumPolicy = (intent: Intent, p: NetworkPolicyIntent): [KubernetesObject, Note[]] => {
  const { network } = intent;
  const mutual = network?.mutualAuthentication && p.backend !== undefined;
  const ingress = p.ingress?.map(
    (a): Ingress => ({
      ...sourceOf(a.peer),
      ...(mutual && { authentication: { mode: 'required' as const } }),
      ...(a.ports.length > 0 && { toPorts: portsOf(a) }),
    }),
  );
  const egress = p.egress?.map(
    (a): Egress => ({ ...targetOf(a.peer), ...(a.ports.length > 0 && { toPorts: portsOf(a) }) }),
  );
  const object: CiliumNetworkPolicy = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: p.name, namespace: p.namespace, labels: labels(intent) },
    spec: {
      description: p.why,
      endpointSelector: Object.keys(p.labels).length > 0 ? { matchLabels: { ...p.labels } } : {},
      // An empty rule denies all connections; without a rule Cilium would restrict nothing.
      ...(ingress && { ingress: some(ingress) ?? [{}] }),
      ...(egress && { egress: some(egress) ?? [{}] }),
    },
  };
  return [
    object,
    [
      ...(p.ingress ?? []).map((a, i) => note('why', a.why, 'spec', 'ingress', i)),
      ...(p.egress ?? []).map((a, i) => note('why', a.why, 'spec', 'egress', i)),
    ],
  ];
};

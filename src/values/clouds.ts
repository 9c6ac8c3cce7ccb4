// What each preset of gateway.service.cloud stands for. Sources, read in 2026-11: the pages in `doc`, and what follows.
// AWS: targets with target type ip see the addresses of the load balancer unless preserve_client_ip.enabled=true or PROXY
// protocol is set (AWS Load Balancer Controller, guide/service/nlb). The controller creates an internal load balancer unless the
// scheme is internet-facing. Addresses of a public load balancer are Elastic IPs, which have allocation IDs.
// Google Cloud: without the annotation, the load balancer uses the older target pools (GKE, service-load-balancer-parameters).
// MetalLB: its speakers send traffic to the Service on the node, so node ports would only be a second way in.

/** The names of the presets. */
export const CLOUDS = [
  'aws-nlb',
  'aws-nlb-internal',
  'gcp',
  'gcp-internal',
  'azure',
  'azure-internal',
  'metallb',
  'nodePort',
] as const;
export type Cloud = (typeof CLOUDS)[number];

/** How fixed addresses are requested: a field, annotations by family, one annotation for all, or not at all. */
type Addresses =
  | { readonly by: 'field' }
  | { readonly by: 'gateway' }
  | { readonly by: 'annotation'; readonly IPv4: string; readonly IPv6: string | undefined; readonly list: boolean }
  | { readonly by: 'refused'; readonly instead: string };

export interface Preset {
  readonly type: 'LoadBalancer' | 'NodePort';
  readonly annotations: Readonly<Record<string, string>>;
  readonly loadBalancerClass?: string;
  readonly allocateLoadBalancerNodePorts?: false;
  /** `pass`: the load balancer is yours, and may send the header. */
  readonly proxyProtocol:
    | 'pass'
    | 'unsupported'
    | {
        /** What makes it send the header, and what makes it keep the client address without the header. */
        readonly on: Readonly<Record<string, string>>;
        readonly off: Readonly<Record<string, string>>;
      };
  /** Annotations for both families. */
  readonly dualStack: Readonly<Record<string, string>>;
  readonly addresses: Addresses;
  readonly doc: string;
}

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AZURE = 'service.beta.kubernetes.io/azure-load-balancer-';

const aws = (scheme: string, addresses: Addresses): Preset => ({
  type: 'LoadBalancer',
  annotations: { [`${AWS}scheme`]: scheme, [`${AWS}nlb-target-type`]: 'ip' },
  // The older annotation aws-load-balancer-type is for Services without a class.
  loadBalancerClass: 'service.k8s.aws/nlb',
  proxyProtocol: {
    on: { [`${AWS}proxy-protocol`]: '*' },
    off: { [`${AWS}target-group-attributes`]: 'preserve_client_ip.enabled=true' },
  },
  dualStack: { [`${AWS}ip-address-type`]: 'dualstack' },
  addresses,
  doc: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/',
});

const gcp = (annotations: Record<string, string>): Preset => ({
  type: 'LoadBalancer',
  annotations,
  proxyProtocol: 'unsupported',
  dualStack: {},
  addresses: { by: 'field' },
  doc: 'https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters',
});

const azure = (internal: boolean): Preset => ({
  type: 'LoadBalancer',
  annotations: { [`${AZURE}internal`]: String(internal) },
  proxyProtocol: 'unsupported',
  dualStack: {},
  addresses: { by: 'annotation', IPv4: `${AZURE}ipv4`, IPv6: `${AZURE}ipv6`, list: false },
  doc: 'https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/',
});

export const PRESETS: Readonly<Record<Cloud, Preset>> = {
  'aws-nlb': aws('internet-facing', { by: 'refused', instead: `annotations: { ${AWS}eip-allocations: eipalloc-... }` }),
  'aws-nlb-internal': aws('internal', {
    by: 'annotation',
    IPv4: `${AWS}private-ipv4-addresses`,
    IPv6: `${AWS}ipv6-addresses`,
    list: true,
  }),
  gcp: gcp({ 'cloud.google.com/l4-rbs': 'enabled' }),
  'gcp-internal': gcp({ 'networking.gke.io/load-balancer-type': 'Internal' }),
  azure: azure(false),
  'azure-internal': azure(true),
  metallb: {
    type: 'LoadBalancer',
    annotations: {},
    allocateLoadBalancerNodePorts: false,
    proxyProtocol: 'unsupported',
    dualStack: {},
    addresses: {
      by: 'annotation',
      IPv4: 'metallb.io/loadBalancerIPs',
      IPv6: 'metallb.io/loadBalancerIPs',
      list: true,
    },
    doc: 'https://metallb.io/usage/',
  },
  nodePort: {
    type: 'NodePort',
    annotations: {},
    proxyProtocol: 'pass',
    dualStack: {},
    addresses: { by: 'gateway' },
    doc: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  },
};

/** A key that turns the PROXY protocol on or off: that of AWS, DigitalOcean, Hetzner, OVH, OpenStack, Scaleway, Linode, Vultr. */
const PROXY_KEY = /proxy[-_]?protocol/i;
const OFF = /^(|false|none|off|no|0|disabled?)$/i;
const PROXY_ATTRIBUTE = /proxy_protocol_v2\.enabled\s*=\s*(true|false)/i;

/** Whether annotations make a load balancer send a PROXY protocol header; undefined: they do not mention it. */
export const proxyProtocolOf = (
  annotations: Readonly<Record<string, string>>,
): { readonly key: string; readonly sends: boolean } | undefined => {
  const found = Object.entries(annotations).flatMap(([key, value]) => {
    if (PROXY_KEY.test(key)) return [{ key, sends: !OFF.test(value.trim()) }];
    const attribute = PROXY_ATTRIBUTE.exec(value)?.[1];
    return attribute === undefined ? [] : [{ key, sends: attribute.toLowerCase() === 'true' }];
  });
  return found.find((f) => f.sends) ?? found[0];
};

/** Load balancers that send a PROXY protocol header only with an annotation: how their annotations begin, and which one it is. */
const ONLY_BY_ANNOTATION: readonly (readonly [prefix: string, annotation: string])[] = [
  [AWS, `${AWS}proxy-protocol: "*"`],
  [
    'service.beta.kubernetes.io/do-loadbalancer-',
    'service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol: "true"',
  ],
  ['load-balancer.hetzner.cloud/', 'load-balancer.hetzner.cloud/uses-proxyprotocol: "true"'],
  ['loadbalancer.ovhcloud.com/', 'loadbalancer.openstack.org/proxy-protocol: "v2"'],
  ['loadbalancer.openstack.org/', 'loadbalancer.openstack.org/proxy-protocol: "v2"'],
];

/** The annotation that these annotations lack for PROXY protocol; undefined: it is not known which load balancer it is. */
export const missingProxyProtocol = (annotations: Readonly<Record<string, string>>): string | undefined =>
  ONLY_BY_ANNOTATION.find(([prefix]) => Object.keys(annotations).some((k) => k.startsWith(prefix)))?.[1];

/** AWS targets by IP that hide the client address: neither PROXY protocol nor preserve_client_ip is on. */
export const hidesClients = (annotations: Readonly<Record<string, string>>): boolean =>
  annotations[`${AWS}nlb-target-type`] === 'ip' &&
  !/preserve_client_ip\.enabled\s*=\s*true/i.test(annotations[`${AWS}target-group-attributes`] ?? '') &&
  proxyProtocolOf(annotations)?.sends !== true;

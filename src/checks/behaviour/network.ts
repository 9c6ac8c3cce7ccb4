// Network policies of any origin, held against the routes beside them. A policy knows pods and a route knows Services, so
// what leads from one to the other has to be here: the Service itself, or the annotation that our own policies carry.
import { BACKEND } from '../../intent/network/allow.ts';
import { entries, type Fields, fields, type Loose, text } from '../references/objects.ts';
import { routed } from './routed.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

const OWNING = 'gateway.envoyproxy.io/owning-gateway-name';
const OWNING_NAMESPACE = 'gateway.envoyproxy.io/owning-gateway-namespace';
const NAMESPACE_LABEL = 'k8s:io.kubernetes.pod.namespace';
export const KINDS = ['NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'] as const;

export const policiesOf = (scene: Scene): Loose[] => KINDS.flatMap((kind) => scene.of(kind));
const specsOf = (policy: Loose): Fields[] => {
  const { spec, specs } = policy as Loose & { specs?: unknown };
  return [...(spec === undefined ? [] : [fields(spec)]), ...entries(specs)];
};
const labelsOf = (selector: unknown): Fields => fields(fields(selector).matchLabels);
const selectorOf = (spec: Fields): unknown => spec.podSelector ?? spec.endpointSelector;
const isEverything = (selector: unknown): boolean => {
  const { matchLabels, matchExpressions } = fields(selector);
  return (
    selector !== undefined && Object.keys(fields(matchLabels)).length === 0 && entries(matchExpressions).length === 0
  );
};

interface Peer {
  readonly labels: Fields;
  readonly path: string;
  readonly cidr?: string | undefined;
  /** The namespace is said, or the peer is not one of pods. */
  readonly placed: boolean;
}

/** The other sides that a spec names, of both kinds of policy. */
const peersOf = (spec: Fields): Peer[] =>
  (['ingress', 'egress'] as const).flatMap((way) =>
    entries(spec[way]).flatMap((rule, i) => {
      const at = `spec.${way}[${i}]`;
      const side = way === 'ingress' ? 'from' : 'to';
      const plain = entries(rule[side]).map(
        (p, k): Peer => ({
          labels: labelsOf(p.podSelector),
          path: `${at}.${side}[${k}]`,
          cidr: text(fields(p.ipBlock).cidr),
          placed: p.podSelector === undefined || p.namespaceSelector !== undefined,
        }),
      );
      const endpoints = entries(rule[`${side}Endpoints`]).map((p, k): Peer => {
        const labels = labelsOf(p);
        const placed = Object.keys(labels).some((l) => l.includes('io.kubernetes.pod.namespace'));
        return { labels, path: `${at}.${side}Endpoints[${k}]`, placed };
      });
      const list = rule[`${side}CIDR`];
      const cidrs = [
        ...(Array.isArray(list) ? list : []),
        ...entries(rule[`${side}CIDRSet`]).map((c) => c.cidr),
      ].flatMap((c): Peer[] => (typeof c === 'string' ? [{ labels: {}, path: at, cidr: c, placed: true }] : []));
      return [...plain, ...endpoints, ...cidrs];
    }),
  );

/** Networks that clusters use for their own pods and Services. */
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/i;

/** Peers that are named by an address in the cluster, or without the namespace that they are in. */
export const peers: BehaviourCheck = (scene) => {
  for (const policy of policiesOf(scene))
    for (const peer of specsOf(policy).flatMap(peersOf)) {
      if (peer.cidr !== undefined && PRIVATE.test(peer.cidr))
        scene.report(
          'PeerByAddress',
          'warning',
          policy,
          peer.path,
          `${peer.cidr} is a network of the cluster's own sort. Pods change their addresses, and Cilium never matches pods by address: name them by labels and namespace.`,
        );
      const owner = text(peer.labels[OWNING_NAMESPACE]);
      const home = policy.metadata.namespace === owner || policy.metadata.namespace === 'envoy-gateway-system';
      if (!peer.placed && OWNING in peer.labels && !home)
        scene.report(
          'PeerNamespaceMissing',
          'warning',
          policy,
          peer.path,
          policy.kind === 'NetworkPolicy'
            ? `Without a namespaceSelector it means pods of ${policy.metadata.namespace}, and the proxies run elsewhere: they are shut out. Add namespaceSelector with kubernetes.io/metadata.name.`
            : `Without ${NAMESPACE_LABEL} it means pods of ${policy.metadata.namespace}, and the proxies run elsewhere: they are shut out. Add the label.`,
        );
    }
};

/** An empty rule means everybody to NetworkPolicy and nobody to Cilium. */
const fromAnybody = (rule: Fields, plain: boolean): boolean =>
  Object.keys(rule).every((k) => k === 'ports' || k === 'toPorts') && (plain || Object.keys(rule).length > 0);

const letsInProxies = (policy: Loose, spec: Fields): boolean =>
  entries(spec.ingress).some(
    (rule) =>
      fromAnybody(rule, policy.kind === 'NetworkPolicy') ||
      peersOf({ ingress: [rule] }).some(
        (p) => OWNING in p.labels || text(p.labels['app.kubernetes.io/component']) === 'proxy',
      ) ||
      entries(rule.from).some((p) => p.podSelector === undefined && p.ipBlock === undefined) ||
      (Array.isArray(rule.fromEntities) && rule.fromEntities.some((e) => e === 'all' || e === 'cluster')),
  );

const limitsIngress = (policy: Loose, spec: Fields): boolean =>
  policy.kind !== 'NetworkPolicy'
    ? spec.ingress !== undefined
    : !Array.isArray(spec.policyTypes) || spec.policyTypes.includes('Ingress');

/** Whether a policy is about the pods of a Service; undefined: that cannot be known from what is here. */
const isAbout = (scene: Scene, policy: Loose, spec: Fields, id: string): boolean | undefined => {
  const [, namespace, name] = /^(.+)\/(.+):/.exec(id)!;
  if (policy.metadata.namespace !== namespace) return false;
  if (isEverything(selectorOf(spec))) return true;
  const service = scene.world.find('', 'Service', namespace, name!);
  if (!service) return undefined;
  const selector = fields(fields(service.spec).selector);
  return Object.entries(labelsOf(selectorOf(spec))).every(([k, v]) => selector[k] === v);
};

/** Services that routes lead to, in namespaces that are closed and let no proxy in; and what is open for nothing. */
export const admitted: BehaviourCheck = (scene) => {
  const policies = policiesOf(scene).flatMap((policy) => specsOf(policy).map((spec) => ({ policy, spec })));
  if (policies.length === 0) return;
  const targets = routed(scene);
  const closed = new Set(
    policies
      .filter(({ policy, spec }) => limitsIngress(policy, spec) && isEverything(selectorOf(spec)))
      .map(({ policy }) => policy.metadata.namespace),
  );
  const opening = policies.filter(({ policy, spec }) => letsInProxies(policy, spec));
  const doorOf = ({ metadata }: Loose): string | undefined => text(fields(metadata.annotations)[BACKEND]);
  const doors = new Set(opening.map(({ policy }) => doorOf(policy)));
  const others = opening.filter(({ policy }) => doorOf(policy) === undefined);
  for (const [id, { object, field }] of targets) {
    if (!closed.has(id.slice(0, id.indexOf('/')))) continue;
    if (doors.has(id) || others.some(({ policy, spec }) => isAbout(scene, policy, spec, id) !== false)) continue;
    scene.report(
      'BackendNotAdmitted',
      'warning',
      object,
      field,
      `Namespace ${id.slice(0, id.indexOf('/'))} is closed, and no policy lets the proxies reach ${id}: every request ends in 503. Add a policy for its pods that admits them.`,
    );
  }
  for (const { policy } of policies) {
    const id = text(fields(policy.metadata.annotations)[BACKEND]);
    if (id !== undefined && !targets.has(id))
      scene.report(
        'AdmittedForNothing',
        'warning',
        policy,
        'metadata.annotations',
        `It lets the gateway reach ${id}, and no route leads there. Remove it.`,
      );
  }
};

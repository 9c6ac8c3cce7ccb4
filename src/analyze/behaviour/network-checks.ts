// Compares network policies from any source with the routes among the same files. A policy selects pods and a route names
// Services, so the files must connect the two: by the Service itself, or by the annotation of generated policies.

import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { BACKEND } from '../../objects/annotations.ts';
import type { Check } from '../check.ts';
import { routed } from './routed-services.ts';

const OWNING = 'gateway.envoyproxy.io/owning-gateway-name';
const OWNING_NAMESPACE = 'gateway.envoyproxy.io/owning-gateway-namespace';
const NAMESPACE_LABEL = 'k8s:io.kubernetes.pod.namespace';
export const KINDS = ['NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'] as const;

export const policiesOf = (snapshot: Snapshot): Loose[] => KINDS.flatMap((kind) => snapshot.of(kind));
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
  /** The peer has a namespace, or it does not select pods. */
  readonly placed: boolean;
}

/** The peers of a policy, of both kinds. */
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

/** Networks that clusters use for pods and Services. */
const PRIVATE =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/i;

/** Namespaces in which a release of Flux or Argo CD installs Envoy Gateway, which creates its proxies there. */
const installedIn = (snapshot: Snapshot): ReadonlySet<unknown> =>
  new Set(
    ['HelmRelease', 'Application'].flatMap((kind) =>
      snapshot
        .of(kind)
        .filter((o) => /envoy-?gateway|gateway-helm/.test(o.metadata.name))
        .map((o) => {
          const { targetNamespace, destination } = fields(o.spec);
          return text(targetNamespace) ?? text(fields(destination).namespace) ?? o.metadata.namespace;
        }),
    ),
  );

/** Addresses of servers that Backends name: these do not change with pods. */
const addressesOfBackends = (snapshot: Snapshot): ReadonlySet<string> =>
  new Set(
    snapshot
      .of('Backend')
      .flatMap((b) => entries(fields(b.spec).endpoints))
      .flatMap((e) => text(fields(e.ip).address) ?? []),
  );

/** Peers with an address in the cluster, or without their namespace. */
export const peers: Check = (snapshot, report) => {
  const external = snapshot.index(addressesOfBackends);
  for (const policy of policiesOf(snapshot))
    for (const peer of specsOf(policy).flatMap(peersOf)) {
      if (peer.cidr !== undefined && PRIVATE.test(peer.cidr) && !external.has(peer.cidr.split('/')[0]!))
        report('PeerByAddress', policy, peer.path, { cidr: peer.cidr });
      const owner = text(peer.labels[OWNING_NAMESPACE]);
      const { namespace } = policy.metadata;
      const home =
        namespace === owner || namespace === 'envoy-gateway-system' || snapshot.index(installedIn).has(namespace);
      if (!peer.placed && OWNING in peer.labels && !home)
        report('PeerNamespaceMissing', policy, peer.path, {
          namespace: policy.metadata.namespace,
          label: policy.kind === 'NetworkPolicy' ? undefined : NAMESPACE_LABEL,
        });
    }
};

/** An empty rule allows all sources in a NetworkPolicy and none in Cilium. */
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

/** The policies that allow proxies, indexed by the labels of the pods that they select. */
class Openings {
  /** By namespace, the labels that each policy selects; empty: all pods. */
  private readonly byNamespace = new Map<string, Map<string, [string, unknown][]>>();
  private readonly byLabel = new Map<string, Map<string, [string, unknown][][]>>();

  constructor(all: readonly { readonly policy: Loose; readonly spec: Fields }[]) {
    for (const { policy, spec } of all) {
      const namespace = policy.metadata.namespace ?? '';
      const selector = selectorOf(spec);
      const labels = isEverything(selector) ? [] : Object.entries(labelsOf(selector));
      const known = this.byNamespace.get(namespace) ?? new Map<string, [string, unknown][]>();
      this.byNamespace.set(namespace, known);
      // Expressions are not evaluated: a policy without labels may select any pod.
      known.set(JSON.stringify(labels.toSorted(([x], [y]) => (x < y ? -1 : 1))), labels);
    }
  }

  /** By the rarest label of each policy, because common labels are in most policies. */
  private indexOf(namespace: string): Map<string, [string, unknown][][]> {
    const known = this.byLabel.get(namespace);
    if (known) return known;
    const all = [...(this.byNamespace.get(namespace)?.values() ?? [])];
    const times = new Map<string, number>();
    const written = ([k, v]: [string, unknown]): string => `${k}=${plain(v)}`;
    for (const l of all.flat()) times.set(written(l), (times.get(written(l)) ?? 0) + 1);
    const index = new Map<string, [string, unknown][][]>();
    for (const labels of all) {
      if (labels.length === 0) continue;
      const rarest = labels.reduce((a, b) => (times.get(written(b))! < times.get(written(a))! ? b : a));
      const same = index.get(written(rarest));
      if (same) same.push(labels);
      else index.set(written(rarest), [labels]);
    }
    this.byLabel.set(namespace, index);
    return index;
  }

  /** Whether proxies may connect to the pods of a Service. If it is not among the objects, any policy of its namespace counts. */
  admit(snapshot: Snapshot, id: string): boolean {
    const [, namespace = '', name = ''] = /^(.+?)\/(.+):/.exec(id) ?? [];
    const here = this.byNamespace.get(namespace);
    if (!here) return false;
    if (here.has('[]')) return true;
    const service = snapshot.find('', 'Service', namespace, name);
    if (!service) return true;
    const selector = fields(fields(service.spec).selector);
    const index = this.indexOf(namespace);
    return Object.entries(selector).some(([k, v]) =>
      index.get(`${k}=${plain(v)}`)?.some((labels) => labels.every(([l, wanted]) => selector[l] === wanted)),
    );
  }
}

/** Services of routes in isolated namespaces without a policy that allows the proxies, and policies that no route needs. */
export const admitted: Check = (snapshot, report) => {
  const policies = policiesOf(snapshot).flatMap((policy) => specsOf(policy).map((spec) => ({ policy, spec })));
  if (policies.length === 0) return;
  const targets = routed(snapshot);
  const closed = new Set(
    policies
      .filter(({ policy, spec }) => limitsIngress(policy, spec) && isEverything(selectorOf(spec)))
      .map(({ policy }) => policy.metadata.namespace),
  );
  const opening = policies.filter(({ policy, spec }) => letsInProxies(policy, spec));
  const doorOf = ({ metadata }: Loose): string | undefined => text(fields(metadata.annotations)[BACKEND]);
  const doors = new Set(opening.map(({ policy }) => doorOf(policy)));
  const others = new Openings(opening.filter(({ policy }) => doorOf(policy) === undefined));
  for (const [id, { object, field }] of targets) {
    if (!closed.has(id.slice(0, id.indexOf('/')))) continue;
    if (doors.has(id) || others.admit(snapshot, id)) continue;
    report('NetworkPolicyBlocksGateway', object, field, { namespace: id.slice(0, id.indexOf('/')), backend: id });
  }
  for (const { policy } of policies) {
    const id = text(fields(policy.metadata.annotations)[BACKEND]);
    if (id !== undefined && !targets.has(id))
      report('NetworkPolicyUnused', policy, 'metadata.annotations', { backend: id });
  }
};

// Objects of kinds that are no answers: generated again, kept in the cluster, or unknown.
import { type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Part } from '../neutral/neutral.ts';
import type { SourceView } from './source-views.ts';

/** Kinds that are read elsewhere. */
const READ = new Set(
  (
    'Gateway GatewayClass ListenerSet HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute Backend BackendTLSPolicy HTTPRouteFilter ' +
    'SecurityPolicy BackendTrafficPolicy ClientTrafficPolicy EnvoyProxy EnvoyExtensionPolicy EnvoyPatchPolicy'
  ).split(' '),
);
/** Kinds that generate writes where the answers need them. */
const AGAIN = new Set(['ReferenceGrant', 'Certificate', 'Kustomization']);
/** Kinds of the cluster that answers refer to by name, or not at all. */
const KEPT = new Set(
  (
    'Secret ConfigMap Service Endpoints EndpointSlice ServiceImport Namespace Deployment StatefulSet DaemonSet Pod Job CronJob ServiceAccount ' +
    'Role RoleBinding ClusterRole ClusterRoleBinding CustomResourceDefinition HelmRelease HelmRepository OCIRepository GitRepository ' +
    'Application ApplicationSet ExternalSecret SecretStore ClusterSecretStore SealedSecret Issuer ClusterIssuer PersistentVolumeClaim ' +
    'ReplicaSet IngressClass HelmChart'
  ).split(' '),
);
/** Kinds that only mean something where a rule uses them. */
const USED = new Set(['Backend', 'BackendTLSPolicy', 'HTTPRouteFilter', 'ListenerSet']);
/** Kinds of our own output that follow from other answers. */
const OWN_AGAIN = new Set(
  (
    'Issuer PodMonitor Namespace NetworkPolicy CiliumNetworkPolicy AuthorizationPolicy RequestAuthentication PeerAuthentication ' +
    'Telemetry ExternalSecret'
  ).split(' '),
);
const OUR_LABELS = /^(app\.kubernetes\.io\/(managed-by|part-of)|eg-api-gateway\/.*)$/;
const TOOL = 'eg-api-gateway';

/** Whether the object is part of our own output: generate writes it again from the other answers. */
const isOwn = ({ metadata }: Loose): boolean => metadata.labels?.['app.kubernetes.io/managed-by'] === TOOL;

const shown = (object: Loose): string => text(object.metadata.name) ?? '';

/** `observability.prometheus` of our own output. */
export const ownMetrics = ({ source }: SourceView): Part[] => {
  const monitor = source.objects.find((o) => o.kind === 'PodMonitor' && isOwn(o));
  if (!monitor) return [];
  const labels = source.node(monitor, 'metadata.labels')?.children.filter((n) => !OUR_LABELS.test(n.key)) ?? [];
  const value = labels.length > 0 ? { labels: Object.fromEntries(labels.map((n) => [n.key, n.text])) } : true;
  return [{ key: 'observability.prometheus', value, from: [...source.from(monitor, 'kind'), ...labels] }];
};

/** Says what became of objects that no other part of the importer reads. */
export const otherObjects = ({ source, ledger }: SourceView): void => {
  const spoken = new Set(ledger.entries.map(({ node }) => node.document));
  for (const object of source.objects) {
    const [node] = source.from(object);
    if (!node) continue;
    const values = { kind: object.kind, name: shown(object) };
    const isUnused = USED.has(object.kind) && !spoken.has(node.document);
    if (isUnused) ledger.say(node, isOwn(object) ? 'GatewayGeneratedAgain' : 'GatewayObjectUnused', values);
    if (READ.has(object.kind)) continue;
    if (AGAIN.has(object.kind) || (OWN_AGAIN.has(object.kind) && isOwn(object)))
      ledger.say(node, 'GatewayGeneratedAgain', values);
    else if (KEPT.has(object.kind)) ledger.say(node, 'GatewayObjectKept', values);
    else ledger.say(node, 'GatewayKindUnknown', values);
  }
};

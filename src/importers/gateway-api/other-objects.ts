// Objects of kinds that are no answers: generated again, kept in the cluster, or unknown.
import { type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { SourceDocument, SourceNode } from '../source/source-node.ts';
import type { SourceView } from './views.ts';

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
const TOOL = 'eg-api-gateway';

/** Whether the object is part of our own output: generate writes it again from the other answers. */
const isOwn = ({ metadata }: Loose): boolean => metadata.labels?.['app.kubernetes.io/managed-by'] === TOOL;

const shown = (object: Loose): string => text(object.metadata.name) ?? '';

/** The document, or the item of a list, that a node is in. */
const placeIn = ({ path }: SourceNode): string => (path[0] === 'items' ? `${path[0]}/${path[1]}` : '');

/** Says what became of objects that no other part of the importer reads. */
export const otherObjects = ({ source, ledger }: SourceView): void => {
  const spoken = new Map<SourceDocument, Set<string>>();
  for (const { node } of ledger.entries)
    spoken.set(node.document, (spoken.get(node.document) ?? new Set()).add(placeIn(node)));
  for (const object of source.objects) {
    const [node] = source.from(object);
    if (!node) continue;
    if (USED.has(object.kind) && !spoken.get(node.document)?.has(placeIn(node)))
      ledger.say(node, 'GatewayObjectUnused', { kind: object.kind, name: shown(object) });
    if (READ.has(object.kind)) continue;
    const values = { kind: object.kind, name: shown(object) };
    if (AGAIN.has(object.kind) || isOwn(object)) ledger.say(node, 'GatewayGeneratedAgain', values);
    else if (KEPT.has(object.kind)) ledger.say(node, 'GatewayObjectKept', values);
    else ledger.say(node, 'GatewayKindUnknown', values);
  }
};

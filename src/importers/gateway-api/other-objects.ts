// Objects of kinds that are no answers: generated again, kept in the cluster, or unknown.
import { type Loose, text } from '../../effective/objects/loose-objects.ts';
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
const TOOL = 'eg-api-gateway';

/** Whether the object is part of our own output: generate writes it again from the other answers. */
const isOwn = ({ metadata }: Loose): boolean => metadata.labels?.['app.kubernetes.io/managed-by'] === TOOL;

const shown = (object: Loose): string => text(object.metadata.name) ?? '';

/** Says what became of objects that no other part of the importer reads. */
export const otherObjects = ({ source, ledger }: SourceView): void => {
  for (const object of source.objects) {
    if (READ.has(object.kind)) continue;
    const [node] = source.from(object);
    if (!node) continue;
    const values = { kind: object.kind, name: shown(object) };
    if (AGAIN.has(object.kind) || isOwn(object)) ledger.say(node, 'GatewayGeneratedAgain', values);
    else if (KEPT.has(object.kind)) ledger.say(node, 'GatewayObjectKept', values);
    else ledger.say(node, 'GatewayKindUnknown', values);
  }
};

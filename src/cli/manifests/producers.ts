// Objects that make other objects in the cluster, which the files do not contain.
import { fields, groupOf, isOurs, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { isUnknown } from '../../objects/unknown-value.ts';
import type { Item } from './kustomize/item.ts';

/** Groups whose kinds make no routes, Gateways, Services or policies. Every other custom kind may. */
const INERT =
  /^(?:|apps|batch|autoscaling|policy|extensions|storage|.*\.k8s\.io|cert-manager\.io|acme\.cert-manager\.io|external-secrets\.io|generators\.external-secrets\.io|monitoring\.coreos\.com|cilium\.io|projectcalico\.org|crd\.projectcalico\.org|.*\.toolkit\.fluxcd\.io|argoproj\.io|metallb\.io|bitnami\.com|isindir\.github\.com|kyverno\.io|keda\.sh|gateway\.envoyproxy\.io|inference\.networking\.x-k8s\.io|volsync\.backube|velero\.io|longhorn\.io|grafana\.integreatly\.org|k6\.io|externaldns\.k8s\.io|secrets\.infisical\.com|networking\.istio\.io|security\.istio\.io|telemetry\.istio\.io)$/;
/** Kinds of the groups above that make anything: a chart, a folder of another repository. */
const DELIVERS = new Set(['HelmRelease', 'Kustomization', 'Application', 'ApplicationSet', 'Rollout']);
/** Groups that make Secrets or ConfigMaps only. */
const SECRETS =
  /^(?:external-secrets\.io|bitnami\.com|isindir\.github\.com|secrets\.infisical\.com|cert-manager\.io|trust\.cert-manager\.io)$/;

/** `*`: any namespace. */
type Namespaces = Set<string>;

/** The namespace in which an object makes others, or `*` if that is not known. */
const targetOf = (o: Loose): string => {
  const spec = fields(o.spec);
  const named =
    text(spec.targetNamespace) ??
    (o.kind === 'Application' ? text(fields(spec.destination).namespace) : undefined) ??
    (DELIVERS.has(o.kind) && o.kind !== 'HelmRelease' ? undefined : o.metadata.namespace);
  return named === undefined || isUnknown(named) ? '*' : named;
};

/** Where the cluster may have objects that are not among the files. */
export class Producers {
  private readonly anything: Namespaces = new Set();
  private readonly secrets: Namespaces = new Set();

  /**
   * `deliversFiles`: whether an object only delivers a folder that is among the files. `isPartial`: objects of a remote
   * repository, a chart or a broken file belong to the files as well.
   */
  constructor(items: readonly Item[], deliversFiles: (item: Item) => boolean, isPartial: boolean) {
    if (isPartial) this.anything.add('*');
    for (const item of items) {
      const o = item.object;
      const group = groupOf(o);
      if (SECRETS.test(group)) this.secrets.add(o.kind === 'Certificate' ? '' : targetOf(o));
      if (INERT.test(group) ? DELIVERS.has(o.kind) && !deliversFiles(item) : !isOurs(group))
        this.anything.add(targetOf(o));
    }
  }

  /** Whether an object of a kind may be in a namespace although the files do not contain it. */
  mayMake(kind: string, namespace: string | undefined): boolean {
    const isIn = (all: Namespaces): boolean => all.has('*') || (namespace !== undefined && all.has(namespace));
    return isIn(this.anything) || ((kind === 'Secret' || kind === 'ConfigMap') && isIn(this.secrets));
  }
}

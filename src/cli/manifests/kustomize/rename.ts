// Namespace, names, labels and annotations that a kustomization sets on all of its objects.
import { type Fields, fields, groupOf, text } from '../../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../../objects/resource.ts';

/** Kinds whose names kustomize does not change (PrefixTransformer.go). */
const NAMED = new Set([
  ' Namespace',
  'apiextensions.k8s.io CustomResourceDefinition',
  'apiregistration.k8s.io APIService',
]);
/** Kinds of Kubernetes without a schema here that have no namespace; of other groups, the name of the kind must do. */
const CLUSTER =
  /^(?:Namespace|Node|PersistentVolume|CustomResourceDefinition|APIService|StorageClass|IngressClass|PriorityClass|RuntimeClass|(?:Validating|Mutating)\w+|CSIDriver|Cluster[A-Z]\w*|\w+Class)$/;

/** Whether objects of the kind have no namespace. kustomize writes one to those that it does not know; the API server drops it. */
export const isClusterKind = ({ apiVersion, kind }: KubernetesObject, scopeOf: ScopeOf): boolean =>
  (scopeOf(apiVersion, kind) ?? (CLUSTER.test(kind) ? 'Cluster' : 'Namespaced')) === 'Cluster';

/** The scope of a kind; undefined if it has no schema. */
export type ScopeOf = (apiVersion: string, kind: string) => 'Namespaced' | 'Cluster' | undefined;

type Metadata = KubernetesObject['metadata'];
const withMetadata = (o: KubernetesObject, metadata: Fields): KubernetesObject => ({
  ...o,
  metadata: { ...o.metadata, ...metadata } as Metadata,
});

/** The object in a namespace; a Namespace gets that name. `isDefault`: only if it has none. */
export const inNamespaceOf = (
  o: KubernetesObject,
  namespace: string,
  scopeOf: ScopeOf,
  isDefault = false,
): KubernetesObject => {
  if (o.kind === 'Namespace' && groupOf(o) === '') return isDefault ? o : withMetadata(o, { name: namespace });
  if (isClusterKind(o, scopeOf) || (isDefault && o.metadata.namespace !== undefined)) return o;
  return withMetadata(o, { namespace });
};

/** The object with a prefix and suffix around its name. */
export const renamed = (o: KubernetesObject, prefix: string, suffix: string): KubernetesObject =>
  (prefix === '' && suffix === '') || NAMED.has(`${groupOf(o)} ${o.kind}`)
    ? o
    : withMetadata(o, { name: `${prefix}${o.metadata.name}${suffix}` });

const texts = (v: unknown): Fields =>
  Object.fromEntries(Object.entries(fields(v)).filter(([, x]) => typeof x === 'string'));

const withLabels = (o: KubernetesObject, labels: Fields): KubernetesObject =>
  withMetadata(o, { labels: { ...fields(o.metadata.labels), ...labels } });

/** Adds labels to the selector of a workload or Service and to its pods. */
const withSelectors = (o: KubernetesObject, labels: Fields, selectors: boolean): KubernetesObject => {
  const { spec } = o as { spec?: unknown };
  const { selector, template } = fields(spec);
  const isService = o.kind === 'Service' && groupOf(o) === '';
  const out: Record<string, unknown> = { ...fields(spec) };
  if (selectors && isService && selector !== undefined) out.selector = { ...fields(selector), ...labels };
  if (groupOf(o) === 'apps') {
    const metadata = fields(fields(template).metadata);
    out.template = {
      ...fields(template),
      metadata: { ...metadata, labels: { ...fields(metadata.labels), ...labels } },
    };
    if (selectors)
      out.selector = { ...fields(selector), matchLabels: { ...fields(fields(selector).matchLabels), ...labels } };
  } else if (!isService) return o;
  return { ...o, spec: out } as KubernetesObject;
};

/** What `commonLabels`, `labels` and `commonAnnotations` of a kustomization do to an object. */
export const labelled = (o: KubernetesObject, f: Fields): KubernetesObject => {
  let out = o;
  const common = texts(f.commonLabels);
  if (Object.keys(common).length > 0) out = withSelectors(withLabels(out, common), common, true);
  for (const { pairs, includeSelectors, includeTemplates } of Array.isArray(f.labels) ? f.labels.map(fields) : []) {
    out = withLabels(out, texts(pairs));
    if (includeSelectors === true || includeTemplates === true)
      out = withSelectors(out, texts(pairs), includeSelectors === true);
  }
  const annotations = texts(f.commonAnnotations);
  return Object.keys(annotations).length > 0 ? annotated(out, annotations) : out;
};

const withAnnotations = (metadata: Fields, annotations: Fields): Fields => ({
  annotations: { ...fields(metadata.annotations), ...annotations },
});

/** Adds annotations to an object, and to the pods of a workload. */
const annotated = (o: KubernetesObject, annotations: Fields): KubernetesObject => {
  const out = withMetadata(o, withAnnotations(o.metadata as unknown as Fields, annotations));
  const { spec } = o as { spec?: unknown };
  const template = fields(fields(spec).template);
  if (groupOf(o) !== 'apps' || Object.keys(template).length === 0) return out;
  const metadata = { ...fields(template.metadata), ...withAnnotations(fields(template.metadata), annotations) };
  return { ...out, spec: { ...fields(spec), template: { ...template, metadata } } } as KubernetesObject;
};

export const nameParts = (f: Fields): readonly [string, string] => [text(f.namePrefix) ?? '', text(f.nameSuffix) ?? ''];

// Which objects a patch or a replacement of kustomize means (api/types/selector.go, api/resmap/reswrangler.go).

import { type Fields, fields, groupOf, text } from '../objects/loose-values.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { compiledGo } from '../values/go-regex.ts';

/** An object that a patch may mean: as it is, and as it was called in the bases. */
export interface Candidate {
  readonly object: KubernetesObject;
  readonly earlier: readonly KubernetesObject[];
}

/** A name in a selector is an anchored regular expression; names without special characters are compared as they are. */
const matcher = (pattern: unknown): ((value: string) => boolean) | undefined => {
  const wanted = text(pattern);
  if (wanted === undefined || wanted === '') return () => true;
  if (/^[\w/-]*$/.test(wanted)) return (value) => value === wanted;
  return compiledGo(`^(?:${wanted})$`);
};

/** `a=b,c!=d,e` of labels or annotations; undefined: another form. */
const labelMatcher = (selector: unknown): ((labels: Fields) => boolean) | undefined => {
  const wanted =
    text(selector)
      ?.split(',')
      .map((s) => s.trim()) ?? [];
  const tests: ((labels: Fields) => boolean)[] = [];
  for (const one of wanted.filter((s) => s !== '')) {
    const m = /^(!?)([\w./-]+)\s*(?:(==?|!=)\s*([\w./-]*))?$/.exec(one);
    if (!m) return undefined;
    const [, not, key = '', operator, value] = m;
    if (operator === '!=') tests.push((l) => l[key] !== value);
    else if (operator) tests.push((l) => l[key] === value);
    else tests.push((l) => Object.hasOwn(l, key) !== (not === '!'));
  }
  return (labels) => tests.every((t) => t(labels));
};

/** The objects that a `target` or `select` means; undefined: it cannot be decided here. */
export const selectedBy = (target: Fields): ((item: Candidate) => boolean) | undefined => {
  const [group, version, kind, name, namespace] = ['group', 'version', 'kind', 'name', 'namespace'].map((k) =>
    matcher(target[k]),
  );
  const labels = labelMatcher(target.labelSelector);
  const annotations = labelMatcher(target.annotationSelector);
  if (!group || !version || !kind || !name || !namespace || !labels || !annotations) return undefined;
  const ofKind = (o: KubernetesObject): boolean =>
    group(groupOf(o)) && version(o.apiVersion.slice(o.apiVersion.indexOf('/') + 1)) && kind(o.kind);
  return ({ object, earlier }) =>
    ofKind(object) &&
    [object, ...earlier].some((o) => name(o.metadata.name) && namespace(o.metadata.namespace ?? '')) &&
    labels(fields(object.metadata.labels)) &&
    annotations(fields((object.metadata as { annotations?: unknown }).annotations));
};

/** The object that a strategic merge patch names itself. */
export const namedBy = (patch: Fields): ((item: Candidate) => boolean) => {
  const { name, namespace } = fields(patch.metadata);
  const group = groupOf({ apiVersion: text(patch.apiVersion) ?? '' } as KubernetesObject);
  const isIn = (o: KubernetesObject): boolean => (o.metadata.namespace ?? 'default') === (text(namespace) ?? 'default');
  return ({ object, earlier }) =>
    object.kind === patch.kind &&
    groupOf(object) === group &&
    [object, ...earlier].some((o) => o.metadata.name === name && isIn(o));
};

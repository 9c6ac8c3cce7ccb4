import { expressionsOf, NAME_LABEL, requirements, satisfies } from './label-selector.ts';
import { type Fields, fields, GATEWAY_API, type Loose, text } from './loose-objects.ts';
import type { ObjectIndex } from './object-index.ts';

/** Up to this number of values, `In` is looked up by label, as matchLabels are. */
const MOST_VALUES = 16;

/**
 * Whether a selector of namespaces selects one (targetSelectorNamespacesMatch in Envoy Gateway). Labels of a Namespace that is not
 * among the objects are not known; it counts as selected unless its name says otherwise.
 */
const selectsNamespace = (all: ObjectIndex, selector: unknown): ((namespace: string) => boolean) => {
  const wanted = requirements(selector);
  const known = new Map<string, boolean>();
  return (namespace) => {
    const before = known.get(namespace);
    if (before !== undefined) return before;
    const object = all.find('', 'Namespace', undefined, namespace);
    const labels = { ...fields(object?.metadata.labels), [NAME_LABEL]: namespace };
    const met = wanted.every((r) => (object === undefined && r.key !== NAME_LABEL) || satisfies(labels, r));
    known.set(namespace, met);
    return met;
  };
};

/** Yields the objects that a selector selects. Only the objects with its rarest label are searched. */
export function* selected(all: ObjectIndex, policy: Loose, selector: Fields): Generator<Loose> {
  const kind = text(selector.kind) ?? '';
  const group = text(selector.group) ?? GATEWAY_API;
  const from = text(fields(selector.namespaces).from) ?? 'Same';
  const among = from === 'Selector' ? selectsNamespace(all, fields(selector.namespaces).selector) : undefined;
  const namespace = from === 'Same' ? (policy.metadata.namespace ?? '') : '*';
  const wanted = Object.entries(fields(selector.matchLabels));
  const expressions = expressionsOf(selector);
  let candidates = wanted.length > 0 ? undefined : all.labelled(group, kind, namespace);
  for (const [k, v] of wanted) {
    // A label value that is not a string selects nothing; the API server rejects it.
    const found = typeof v === 'string' ? all.labelled(group, kind, namespace, `${k}=${v}`) : [];
    if (!candidates || found.length < candidates.length) candidates = found;
  }
  for (const { key = '', operator, values = [] } of expressions)
    if (operator === 'In' && values.length <= MOST_VALUES && (candidates?.length ?? 0) > values.length) {
      const found = [...new Set(values)].flatMap((v) => all.labelled(group, kind, namespace, `${key}=${v}`));
      if (!candidates || found.length < candidates.length) candidates = found;
    }
  for (const o of candidates ?? []) {
    const labels = fields(o.metadata.labels);
    if (among && !among(o.metadata.namespace ?? '')) continue;
    if (wanted.every(([k, v]) => labels[k] === v) && expressions.every((e) => satisfies(labels, e))) yield o;
  }
}

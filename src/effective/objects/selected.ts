import { expressionsOf, satisfies } from './label-selector.ts';
import { type Fields, fields, GATEWAY_API, type Loose, text } from './loose-objects.ts';
import type { ObjectIndex } from './object-index.ts';

/** Up to this number of values, `In` is looked up by label, as matchLabels are. */
const MOST_VALUES = 16;

/** Yields the objects that a selector selects. Only the objects with its rarest label are searched. */
export function* selected(all: ObjectIndex, policy: Loose, selector: Fields): Generator<Loose> {
  const kind = text(selector.kind) ?? '';
  const group = text(selector.group) ?? GATEWAY_API;
  const from = text(fields(selector.namespaces).from) ?? 'Same';
  // Labels of namespaces are not known here; a namespace selector counts as met.
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
    if (wanted.every(([k, v]) => labels[k] === v) && expressions.every((e) => satisfies(labels, e))) yield o;
  }
}

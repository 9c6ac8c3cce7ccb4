import { type Finding, finding } from '../diagnostics/finding.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { show } from '../objects/shown-name.ts';
import { unknownsOf } from '../objects/unknown-fields.ts';

/** Kinds with templates and scripts, which have placeholders of their own: only their metadata counts. */
const TEMPLATES = new Set(['Application', 'ApplicationSet', 'ConfigMap', 'ExternalSecret', 'Secret']);
/** Fields of containers, in which the kubelet replaces `$(NAME)` and a shell replaces `${NAME}`. */
const OF_CONTAINER = /[cC]ontainers?(?:\[|\.|$)|\.(?:args|command|env)\[/;

/** The paths of an object's unknown values that matter here. */
const pathsOf = (object: KubernetesObject): [path: string, placeholder: string][] => {
  const unknown = unknownsOf(object);
  if (!unknown) return [];
  return [...unknown.at].filter(
    ([path]) =>
      !path.startsWith('sops.') &&
      !OF_CONTAINER.test(path) &&
      !(TEMPLATES.has(object.kind) && !path.startsWith('metadata.')),
  );
};

/** One finding for all unknown values of objects that have a schema, at the first of them. */
export const unknownFindings = (objects: readonly KubernetesObject[]): Finding[] => {
  let first: { object: KubernetesObject; field: string; placeholder: string } | undefined;
  let values = 0;
  for (const object of objects) {
    const paths = pathsOf(object);
    values += paths.length;
    if (!first && paths.length > 0) first = { object, field: paths[0]![0], placeholder: paths[0]![1] };
  }
  if (!first) return [];
  // The token has no end, so that it is found in linear time.
  const placeholder = first.placeholder.replace(/^ENC\[.*/, 'ENC[...]');
  return [finding('PlaceholderValue', show(first.object), first.field, { placeholder, others: values - 1 })];
};

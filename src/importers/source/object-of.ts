import { SourceNode } from './source-node.ts';

/** A Kubernetes object by kind, namespace and name; undefined: the node is none. */
const kubernetesName = (node: SourceNode): string | undefined => {
  const kind = node.get('kind').text;
  const name = node.get('metadata', 'name').text;
  const namespace = node.get('metadata', 'namespace').text;
  return kind && name ? `${kind} ${namespace ? `${namespace}/` : ''}${name}` : undefined;
};

/** The word for a list in front of the name of one of its items. */
const wordOf = (step: unknown): string => (typeof step === 'string' ? `${step} ` : '');

/**
 * The object of a source that a value belongs to, as a person names it: `Ingress shop/users`, `services users, routes v1`,
 * `paths /v1/users`. It does not depend on the position of the object. Empty: the whole document.
 */
export const objectOf = ({ document, path }: SourceNode): string => {
  let node = new SourceNode(document);
  const names: string[] = [];
  for (const [i, step] of [undefined, ...path].entries()) {
    if (step !== undefined) node = node.get(step);
    const ofKubernetes = kubernetesName(node);
    if (ofKubernetes) return ofKubernetes;
    const before = path[i - 2];
    if (before === 'paths' && typeof step === 'string') return `paths ${step}`;
    const name = node.get('name').text ?? node.get('id').text;
    if (typeof step === 'number' && name !== undefined) names.push(`${wordOf(before)}${name}`);
  }
  return names.join(', ');
};

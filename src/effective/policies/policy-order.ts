import type { Loose } from '../objects/loose-objects.ts';

/** Set in objects that were read from a cluster. */
const created = ({ metadata }: Loose): string => {
  const { creationTimestamp } = metadata as { readonly creationTimestamp?: unknown };
  return typeof creationTimestamp === 'string' ? creationTimestamp : '';
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Policies in the order in which the controller applies them: the oldest first, then by namespace and name (Sort in
 * internal/gatewayapi/resource/resource.go). Manifests have no age, so the name decides.
 */
export const inOrder = (policies: readonly Loose[]): Loose[] => {
  const age = new Map(policies.map((policy) => [policy, created(policy)]));
  return [...policies].sort(
    (a, b) =>
      compare(age.get(a)!, age.get(b)!) ||
      compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
      compare(a.metadata.name, b.metadata.name),
  );
};

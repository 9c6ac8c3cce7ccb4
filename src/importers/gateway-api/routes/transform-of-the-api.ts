// Header changes that all services have are those of the whole API.
import { stable } from '../../neutral/grouping.ts';
import type { NeutralService, Part } from '../../neutral/neutral.ts';

const isTransform = (p: Part): boolean => p.key.startsWith('transform.');

/** The parts of `transform` that all of several services have, and the services without them. */
export const transformOfApi = (
  services: readonly NeutralService[],
): { readonly root: readonly Part[]; readonly services: readonly NeutralService[] } => {
  const [first, ...others] = services;
  if (!first || others.length === 0) return { root: [], services };
  const byKey = services.map((s) => new Map(s.parts.filter(isTransform).map((p) => [p.key, p])));
  const root = [...byKey[0]!.values()].flatMap((part): Part[] => {
    const same = byKey.map((m) => m.get(part.key));
    const isCommon = same.every((p) => p !== undefined && stable(p.value) === stable(part.value));
    return isCommon ? [{ ...part, from: same.flatMap((p) => p?.from ?? []) }] : [];
  });
  const keys = new Set(root.map((p) => p.key));
  return { root, services: services.map((s) => ({ ...s, parts: s.parts.filter((p) => !keys.has(p.key)) })) };
};

import type { SuppressionIntent } from '../model/intent.ts';
import { SUPPRESS } from '../objects/annotations.ts';
import type { Resource } from '../objects/resource.ts';

const nameOf = ({ object }: Resource): string => `${object.kind}/${object.metadata.name}`;

/** The resources, with the annotation on those that a suppression names. */
export const withSuppressions = (
  resources: readonly Resource[],
  suppressions: readonly SuppressionIntent[],
): Resource[] => {
  const lines = new Map<string, string[]>();
  for (const s of suppressions)
    lines.set(s.object, [...(lines.get(s.object) ?? []), `${s.code} until ${s.until}: ${s.reason}`]);
  return resources.map((r) => {
    const mine = lines.get(nameOf(r));
    if (!mine) return r;
    const { metadata } = r.object;
    const annotations = { ...metadata.annotations, [SUPPRESS]: mine.join('\n') };
    return { ...r, object: { ...r.object, metadata: { ...metadata, annotations } } };
  });
};

/** Suppressions whose object is not among the resources. */
export const aboutNothing = (
  resources: readonly Resource[],
  suppressions: readonly SuppressionIntent[],
): SuppressionIntent[] => {
  const names = new Set(resources.map(nameOf));
  return suppressions.filter((s) => !names.has(s.object));
};

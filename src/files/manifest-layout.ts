import type { Resource } from '../objects/resource.ts';
import { pathOf, RANK, type Stage } from '../stages.ts';

/** One file of objects. */
export interface ManifestFile {
  readonly path: string;
  readonly stage: Stage;
  readonly resources: readonly Resource[];
}

/** The files of objects in apply order; within a file the order of the objects is kept. */
export const layout = (resources: readonly Resource[], services: number): ManifestFile[] => {
  const byPath = new Map<string, { stage: Stage; resources: Resource[] }>();
  for (const r of resources) {
    const path = pathOf(r.stage, r.owner, services);
    const file = byPath.get(path);
    if (file) file.resources.push(r);
    else byPath.set(path, { stage: r.stage, resources: [r] });
  }
  return [...byPath]
    .map(([path, f]) => ({ path, ...f }))
    .sort((a, b) => RANK[a.stage] - RANK[b.stage] || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
};

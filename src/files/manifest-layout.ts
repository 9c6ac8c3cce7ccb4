import { type Resource, STAGES, type Stage } from '../objects/resource.ts';

/** From so many services on, a stage is a folder with a file for each service, so that a change stays a small diff. */
const FOLDERS_FROM = 50;
/** Stages that grow with the services. */
const GROWING: ReadonlySet<Stage> = new Set([
  '40-httproutes',
  '50-securitypolicies',
  '60-backendtrafficpolicies',
  '85-mesh',
  '90-network',
]);

/** One file of objects. */
export interface ManifestFile {
  readonly path: string;
  readonly stage: Stage;
  readonly resources: readonly Resource[];
}

/** A DNS name: it cannot lead out of its folder, and two of them are two files where case does not count. */
const OWNER = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/** The files of objects in apply order; within a file the order of the objects is kept. */
export const layout = (resources: readonly Resource[], services: number): ManifestFile[] => {
  const byPath = new Map<string, { stage: Stage; resources: Resource[] }>();
  for (const r of resources) {
    if (!OWNER.test(r.owner)) throw new Error(`no file can be named after ${JSON.stringify(r.owner)}`);
    const path = services >= FOLDERS_FROM && GROWING.has(r.stage) ? `${r.stage}/${r.owner}.yaml` : `${r.stage}.yaml`;
    const file = byPath.get(path);
    if (file) file.resources.push(r);
    else byPath.set(path, { stage: r.stage, resources: [r] });
  }
  const rank = new Map(STAGES.map((s, i) => [s, i]));
  return [...byPath]
    .map(([path, f]) => ({ path, ...f }))
    .sort((a, b) => rank.get(a.stage)! - rank.get(b.stage)! || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
};

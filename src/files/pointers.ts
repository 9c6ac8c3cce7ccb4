// Where texts name a file, it is one of the folder: numbered files are folders from many services on.
import type { Intent } from '../model/intent.ts';
import type { Probe } from '../probes/probe.ts';
import { PLATFORM } from '../resources/delivery/unit.ts';
import { FILES, fileOf, type LookAt, STAGES, type Stage } from '../stages.ts';
import type { ManifestFile } from './manifest-layout.ts';

type Files = readonly Pick<ManifestFile, 'path' | 'stage' | 'resources'>[];

/** A probe and the path of the file to look at when it fails, relative to its validate.sh. */
export interface PlacedProbe {
  readonly probe: Probe;
  readonly file: string;
}

/** The stages that are folders here. */
const foldersOf = (files: Files): Set<Stage> => new Set(files.filter((f) => f.path.includes('/')).map((f) => f.stage));

/** A text in which `85-mesh.yaml` becomes `85-mesh/` where that is a folder. */
export const withPointers = (text: string, files: Files): string => {
  const folders = new Map([...foldersOf(files)].map((s) => [fileOf(s), `${STAGES[s].name}/`]));
  return text.replace(/(?<![\w/.-])\d\d-[a-z]+\.yaml/g, (file) => folders.get(file) ?? file);
};

/** The objects that a probe is about, by their names: its own, or what decides for its route or its service (the id begins with it). */
const namesOf = (
  { id, check }: Probe,
  byRoute: ReadonlyMap<string, Intent['routes'][number]>,
  byService: ReadonlyMap<string, Intent['routes'][number]>,
): string[] => {
  if (check.kind === 'configured') return [check.name];
  const named = 'request' in check ? check.request.route : undefined;
  const about = (named === undefined ? undefined : byRoute.get(named)) ?? byService.get(id.split('.')[0]!);
  return about ? [about.name, about.security, about.traffic] : [];
};

/** The probes, each with the file that holds what it is about; the folder where that is several. */
export const placed = (
  probes: readonly Probe[],
  intent: Pick<Intent, 'routes' | 'team'>,
  files: Files,
): PlacedProbe[] => {
  const folders = foldersOf(files);
  const fileOfObject = new Map<string, string>();
  if (folders.size > 0)
    for (const f of files)
      for (const r of f.resources) fileOfObject.set(`${f.stage} ${r.object.metadata.name}`, f.path);
  const byRoute = new Map(intent.routes.map((r) => [r.name, r]));
  const byService = new Map([...intent.routes].reverse().map((r) => [r.service, r]));
  const pathOf = (p: Probe, stage: Stage): string => {
    if (!folders.has(stage)) return fileOf(stage);
    const found = namesOf(p, byRoute, byService).flatMap((name) => fileOfObject.get(`${stage} ${name}`) ?? []);
    return found[0] ?? `${STAGES[stage].name}/`;
  };
  const isPlatforms = (file: LookAt): boolean => file === 'helmValues' || STAGES[file].owner === 'platform';
  return probes.map((probe) => {
    const { lookAt } = probe;
    const path = lookAt === 'helmValues' ? FILES.helmValues : pathOf(probe, lookAt);
    // A team's folder is `teams/NAME`.
    return { probe, file: intent.team !== undefined && isPlatforms(lookAt) ? `../../${PLATFORM}/${path}` : path };
  });
};

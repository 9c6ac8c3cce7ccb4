// Texts name files that exist in the folder: with many services, some numbered files are folders.
import type { Intent } from '../model/intent.ts';
import type { Probe } from '../probes/probe.ts';
import { PLATFORM } from '../resources/delivery/unit.ts';
import { FILES, fileOf, folderOf, type LookAt, replaceFiles, STAGES, type Stage } from '../stages.ts';
import type { ManifestFile } from './manifest-layout.ts';

type Files = readonly Pick<ManifestFile, 'path' | 'stage' | 'resources'>[];

/** A probe and the path of the file to look at when it fails, relative to its validate.sh. */
export interface PlacedProbe {
  readonly probe: Probe;
  readonly file: string;
}

/** The stages that are folders in this output. */
const foldersOf = (files: Files): Set<Stage> => new Set(files.filter((f) => f.path.includes('/')).map((f) => f.stage));

/** Replaces `85-mesh.yaml` with `85-mesh/` if that stage is a folder. */
export const withPointers = (text: string, files: Files): string => {
  const folders = foldersOf(files);
  return replaceFiles(text, (stage) => (folders.has(stage) ? folderOf(stage) : fileOf(stage)));
};

/** The names of the objects that a probe is about: its own, or its route and the policies of the route. The ID begins with the service. */
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

/** The probes, each with the file that holds its object, or the folder if there are several. */
export const placed = (
  probes: readonly Probe[],
  intent: Pick<Intent, 'routes' | 'team'>,
  files: Files,
): PlacedProbe[] => {
  const folders = foldersOf(files);
  const fileOfObject = new Map([...folders].map((stage) => [stage, new Map<string, string>()]));
  for (const f of files) for (const r of f.resources) fileOfObject.get(f.stage)?.set(r.object.metadata.name, f.path);
  const byRoute = new Map(intent.routes.map((r) => [r.name, r]));
  const byService = new Map([...intent.routes].reverse().map((r) => [r.service, r]));
  const pathOf = (p: Probe, stage: Stage): string => {
    const objects = fileOfObject.get(stage);
    if (!objects) return fileOf(stage);
    const named = namesOf(p, byRoute, byService).find((name) => objects.has(name));
    return named === undefined ? folderOf(stage) : objects.get(named)!;
  };
  const isPlatforms = (file: LookAt): boolean => file === 'helmValues' || STAGES[file].owner === 'platform';
  return probes.map((probe) => {
    const { lookAt } = probe;
    const path = lookAt === 'helmValues' ? FILES.helmValues : pathOf(probe, lookAt);
    // A team's folder is `teams/NAME`.
    return { probe, file: intent.team !== undefined && isPlatforms(lookAt) ? `../../${PLATFORM}/${path}` : path };
  });
};

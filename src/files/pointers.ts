// Where texts name a file, it is one that is there: numbered files are folders from many services on.
import type { Intent } from '../model/intent.ts';
import type { Probe } from '../probes/probe.ts';
import type { ManifestFile } from './manifest-layout.ts';

type Files = readonly Pick<ManifestFile, 'path' | 'stage' | 'resources'>[];

const stageOf = (pointer: string): string => pointer.replace(/\.yaml$/, '');

/** The stages that are folders here. */
const foldersOf = (files: Files): Set<string> =>
  new Set(files.filter((f) => f.path.includes('/')).map((f) => f.stage as string));

/** A text in which `85-mesh.yaml` becomes `85-mesh/` where that is a folder. */
export const withPointers = (text: string, files: Files): string => {
  const folders = foldersOf(files);
  return text.replace(/(?<![\w/.-])(\d\d-[a-z]+)\.yaml/g, (all, stage: string) =>
    folders.has(stage) ? `${stage}/` : all,
  );
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
export const lookedAt = (probes: readonly Probe[], intent: Pick<Intent, 'routes'>, files: Files): Probe[] => {
  const folders = foldersOf(files);
  if (folders.size === 0) return [...probes];
  const fileOf = new Map<string, string>();
  for (const f of files) for (const r of f.resources) fileOf.set(`${f.stage} ${r.object.metadata.name}`, f.path);
  const byRoute = new Map(intent.routes.map((r) => [r.name, r]));
  const byService = new Map([...intent.routes].reverse().map((r) => [r.service, r]));
  return probes.map((p) => {
    const stage = stageOf(p.lookAt);
    if (!folders.has(stage)) return p;
    const found = namesOf(p, byRoute, byService).flatMap((name) => fileOf.get(`${stage} ${name}`) ?? []);
    return { ...p, lookAt: found[0] ?? `${stage}/` };
  });
};

// Builds the output of collected answers, with the files that they name, and finds what is wrong with its changes.
import { dirname } from 'node:path';
import type { Locate } from '../../answers/read.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import type { TeamUnit } from '../../answers/team-files.ts';
import { readSchema } from '../../crds/load-crds.ts';
import { type Problem, problemAt, type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { OwnObject } from '../../objects/own-object.ts';
import { show } from '../../objects/shown-name.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Environment } from '../environment.ts';
import { type Built, build } from './build-output.ts';
import type { ChangeProblems } from './caused-findings.ts';
import type { OwnManifests } from './read-own-manifests.ts';

/** What a run builds from. */
interface Run {
  readonly answers: Answers;
  /** The answers files in headers, and the path of the first one. */
  readonly name: string;
  readonly path: string | undefined;
  readonly teams: readonly TeamUnit[];
  readonly only?: string | undefined;
  readonly locate: Locate;
  /** The file of places that have none. */
  readonly file: string;
}

/** Own manifests of answers. Most answers have none, so what reads them is loaded on demand. */
const ownManifests = async ({ manifests }: Pick<Answers, 'manifests'>, folder: string): Promise<OwnManifests> => {
  if (manifests === undefined) return { objects: [], refused: [] };
  const { readOwnManifests } = await import('./read-own-manifests.ts');
  return readOwnManifests({ manifests }, folder, (v, k) => readSchema(v, k)?.scope);
};

/** Objects that have the name of a generated one. */
const taken = (built: Built, own: readonly OwnObject[]): OwnObject[] => {
  if (own.length === 0) return [];
  const byName = groupBy(built.objects, show);
  return own.filter((o) => (byName.get(show(o.object))?.length ?? 0) > 1);
};

/** The output, and the problems of patches and own manifests; with problems, nothing may be written. */
export const buildRun = async (
  environment: Environment,
  { answers, name, path, teams, only, locate, file }: Run,
): Promise<{ readonly built: Built } & ChangeProblems> => {
  const at = (index: number, why: Refusal): Problem =>
    problemAt({ file, ...locate(['manifests', index]), key: `manifests[${index}]` }, why);
  const folder = path === undefined ? environment.cwd : dirname(path);
  const own = await ownManifests(only === undefined ? answers : {}, folder);
  const built = await build(answers, name, teams, only, own.objects);
  const problems = own.refused.map((r) => at(r.index, r.refusal));
  for (const { manifest, file: of, object } of taken(built, own.objects))
    problems.push(at(manifest, refusal('ManifestRefused', { file: of, reason: 'taken', shown: show(object) })));
  if (problems.length > 0 || built.changed.changes.length === 0) return { built, problems, caused: [] };
  // All checks: most answers change no object, and need none of them.
  const { changeProblems } = await import('./change-problems.ts');
  return { built, ...(await changeProblems(built.changed, locate, file, environment.today)) };
};

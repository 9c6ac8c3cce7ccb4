// Answers of several owners: a root file, and for each team its services there or in a file of their own.
import * as z from 'zod';
import { didYouMean } from '../diagnostics/nearest.ts';
import { type Problem, problemAt, type Refusal, refusal } from '../diagnostics/refusal.ts';
import { type ReadDocument, readDocument } from './document.ts';
import { type Issue, type KnownKeys, placeIssue } from './issues.ts';
import { judgeAnswers, type Locate } from './read.ts';
import type { Answers } from './schema/answers-schema.ts';
import { type TeamAnswer, teamFile, team as teamSchema } from './schema/teams-schema.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** A team's unit: what the root says of it, and its services under all other answers of the root. */
export interface TeamUnit {
  readonly name: string;
  readonly team: TeamAnswer;
  /** Complete by themselves: the unit is a function of them, so no other team's change reaches it. */
  readonly answers: Answers;
  /** The file that holds its services, from where the root's is; for headers. */
  readonly source: string;
}

/** A file of answers that was read, or could not be: what a person calls it, and its bytes. */
export interface TeamSource {
  readonly shown: string;
  readonly bytes: Uint8Array | undefined;
}

/** The root's side: its input, its name in messages, and where each of its answers stands. */
export interface Root {
  readonly input: unknown;
  readonly file: string;
  /** Its name in headers of generated files, the same wherever the answers come from; `file` without folders unless said. */
  readonly name?: string;
  readonly locate: Locate;
  /** What is wrong with it already, so that it is not said again for each team. */
  readonly problems: readonly Problem[];
}

export type TeamResult =
  | { readonly unit: TeamUnit; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** The frame of a team's file; what stands in it is judged with the root's answers. */
const FRAME = z.strictObject({
  version: teamFile.shape.version,
  team: teamFile.shape.team,
  services: z.unknown(),
  suppress: z.unknown().optional(),
});
const FRAME_KEYS: KnownKeys = (path) => (path.length === 0 ? Object.keys(FRAME.shape) : []);
/** The keys of the judged whole that come from the team. */
const OWN = new Set<PropertyKey>(['services', 'suppress']);

const missing = (shown: string): Refusal => refusal('TeamFileMissing', { file: shown });

const otherTeam = (name: string, said: string): Refusal => refusal('TeamNameDiffers', { said, team: name });

/** What a team answers itself, and where each part of it stands. */
interface Own {
  readonly services: unknown;
  readonly suppress: unknown;
  readonly locate: ReadDocument['locate'];
  readonly file: string;
  readonly problems: readonly Problem[];
}

const ofFile = (name: string, { shown, bytes }: TeamSource, root: Root): Own | { problems: Problem[] } => {
  if (bytes === undefined) {
    const { line, column } = root.locate(['teams', name, 'answers']);
    return { problems: [problemAt({ file: root.file, line, column, key: `teams.${name}.answers` }, missing(shown))] };
  }
  const read = readDocument(bytes, shown);
  if ('problems' in read) return read;
  const { value, locate } = read.document;
  const place = (path: readonly PropertyKey[], why: Refusal, onKey = false): Problem => {
    const { line, column } = locate(path, onKey);
    return problemAt({ file: shown, line, column, key: path.join('.') }, why);
  };
  const framed = FRAME.safeParse(value);
  const problems = framed.success
    ? []
    : (framed.error.issues as unknown as Issue[])
        .flatMap((issue) => placeIssue(issue, { root: value, knownKeys: FRAME_KEYS }))
        .map((p) => place(p.path, p.refusal, p.onKey));
  const { team, services, suppress } = isTree(value) ? value : {};
  if (typeof team === 'string' && team !== name) problems.push(place(['team'], otherTeam(name, team)));
  return { services, suppress, locate, file: shown, problems };
};

/** Answers of the team that stand in the root file. */
const inline = (name: string, services: unknown, root: Root): Own => ({
  services,
  suppress: undefined,
  locate: (path, key) => root.locate(['teams', name, ...path], key),
  file: root.file,
  problems: [],
});

/** Judges one team's answers: its services and what they may be, under the root's answers. */
const judgeTeam = (name: string, team: TeamAnswer, own: Own, root: Root, isInline: boolean): TeamResult => {
  const { teams: _, services: __, suppress: ___, ...rest } = root.input as Tree;
  const input = {
    ...rest,
    services: own.services,
    ...(own.suppress === undefined ? {} : { suppress: own.suppress }),
  };
  const isOwn = (p: Problem): boolean => OWN.has(/^\w*/.exec(p.key)![0]);
  const judged = judgeAnswers(
    input,
    root.file,
    (path, key) => (OWN.has(path[0]!) ? { ...own.locate(path, key), file: own.file } : root.locate(path, key)),
    { name, team },
  );
  // Not by its place: what a flag said stands at the flag.
  const id = (p: Problem): string => `${p.key} ${p.code} ${p.what}`;
  const known = new Set(root.problems.map(id));
  const named = (p: Problem): Problem => (isInline && isOwn(p) ? { ...p, key: `teams.${name}.${p.key}` } : p);
  if ('problems' in judged || own.problems.length > 0) {
    const problems = 'problems' in judged ? judged.problems : [];
    return { problems: [...own.problems, ...problems.filter((p) => !known.has(id(p))).map(named)] };
  }
  return {
    unit: { name, team, answers: judged.answers, source: team.answers ?? root.name ?? root.file.split('/').at(-1)! },
    warnings: judged.warnings.filter(isOwn).map(named),
  };
};

/** The refusal of a team that the root file does not have. */
export const unknownTeam = (wanted: string, input: unknown): string | undefined => {
  const { teams } = isTree(input) ? input : {};
  const known = isTree(teams) ? Object.keys(teams) : [];
  if (known.includes(wanted)) return undefined;
  return `There is no team ${wanted} in the answers. ${known.length > 0 ? didYouMean(wanted, known) : 'They have no teams.'}`;
};

/**
 * The teams of a root file, each judged; `open` reads a team's own file. `only`: one of them, and no other file is opened.
 * What the root file says of teams was judged with it (rules/teams.ts); a team that cannot be read there is left out.
 */
export const readTeams = (root: Root, open: (file: string) => TeamSource, only?: string): TeamResult[] => {
  const { teams } = isTree(root.input) ? root.input : {};
  if (!isTree(teams)) return [];
  return Object.entries(teams).flatMap(([name, said]): TeamResult[] => {
    if (only !== undefined && name !== only) return [];
    // The services are judged below, once.
    const { services, ...frame } = isTree(said) ? said : {};
    const parsed = teamSchema.safeParse(frame);
    if (!parsed.success || (services === undefined) === (frame.answers === undefined)) return [];
    const own =
      parsed.data.answers === undefined ? inline(name, services, root) : ofFile(name, open(parsed.data.answers), root);
    return 'services' in own ? [judgeTeam(name, parsed.data, own, root, services !== undefined)] : [own];
  });
};

// Answers of several owners: a root file, and each team's services in that file or in the team's own file.
import * as z from 'zod';
import { didYouMean } from '../diagnostics/nearest.ts';
import { type Problem, problemAt, type Refusal, refusal } from '../diagnostics/refusal.ts';
import { type ReadDocument, readDocument } from './document.ts';
import { type Issue, type KnownKeys, placeIssue } from './issues.ts';
import { mergeLayers } from './layers/merge-layers.ts';
import { type Locate, validateAnswers } from './read.ts';
import type { Answers } from './schema/answers-schema.ts';
import { type TeamAnswer, teamFile, team as teamSchema } from './schema/teams-schema.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** A team's unit: its answers in the root file, and its services with all other answers of the root file. */
export interface TeamUnit {
  readonly name: string;
  readonly team: TeamAnswer;
  /** All input of the unit, so that changes of other teams do not affect it. */
  readonly answers: Answers;
  /** The file with its services, relative to the root file; for headers. */
  readonly source: string;
}

/** An answers file: its name for messages, and its bytes; undefined if it does not exist. */
export interface TeamSource {
  readonly shown: string;
  readonly bytes: Uint8Array | undefined;
}

/** The root file: its input, its name in messages, and the places of its answers. */
export interface Root {
  readonly input: unknown;
  readonly file: string;
  /** Its name in headers of generated files, the same in every working directory (default: `file` without folders). */
  readonly name?: string;
  readonly locate: Locate;
  /** The problems of the root file, which are not reported again for each team. */
  readonly problems: readonly Problem[];
}

export type TeamResult =
  | { readonly unit: TeamUnit; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** The top-level keys of a team's file; their values are validated with the root's answers. */
const FRAME = z.strictObject({
  version: teamFile.shape.version,
  team: teamFile.shape.team,
  services: z.unknown(),
  suppress: z.unknown().optional(),
});
const FRAME_KEYS: KnownKeys = (path) => (path.length === 0 ? Object.keys(FRAME.shape) : []);
/** The keys of the combined answers that come from the team. */
const OWN = new Set<PropertyKey>(['services', 'suppress']);

const missing = (shown: string): Refusal => refusal('TeamFileMissing', { file: shown });

const otherTeam = (name: string, inFile: string): Refusal => refusal('TeamNameDiffers', { said: inFile, team: name });

/** A team's own answers and their places. */
interface Own {
  readonly services: unknown;
  readonly suppress: unknown;
  readonly locate: ReadDocument['locate'];
  readonly file: string;
  readonly problems: readonly Problem[];
}

const ofFile = (name: string, { shown, bytes }: TeamSource, root: Root): Own | { problems: Problem[] } => {
  if (bytes === undefined) {
    const { line, column, file = root.file } = root.locate(['teams', name, 'answers']);
    return { problems: [problemAt({ file, line, column, key: `teams.${name}.answers` }, missing(shown))] };
  }
  const read = readDocument(bytes, shown);
  if ('problems' in read) return read;
  const merged = mergeLayers([{ ...read.document, file: shown }]);
  const { value, locate } = merged;
  const place = (path: readonly PropertyKey[], why: Refusal, onKey = false): Problem => {
    const { line, column } = locate(path, onKey);
    return problemAt({ file: shown, line, column, key: path.join('.') }, why);
  };
  const framed = FRAME.safeParse(value);
  const problems = [...merged.problems];
  if (!framed.success)
    problems.push(
      ...(framed.error.issues as unknown as Issue[])
        .flatMap((issue) => placeIssue(issue, { root: value, knownKeys: FRAME_KEYS }))
        .map((p) => place(p.path, p.refusal, p.onKey)),
    );
  const { team, services, suppress } = isTree(value) ? value : {};
  if (typeof team === 'string' && team !== name) problems.push(place(['team'], otherTeam(name, team)));
  return { services, suppress, locate, file: shown, problems };
};

/** The team's own answers in the root file. */
const inline = (name: string, services: unknown, root: Root): Own => ({
  services,
  suppress: undefined,
  locate: (path, key) => root.locate(['teams', name, ...path], key),
  file: root.file,
  problems: [],
});

/** Validates one team's services, and its permissions, with the root's answers. */
const validateTeam = (name: string, team: TeamAnswer, own: Own, root: Root, isInline: boolean): TeamResult => {
  const { teams: _, services: __, suppress: ___, ...rest } = root.input as Tree;
  const input = {
    ...rest,
    services: own.services,
    ...(own.suppress === undefined ? {} : { suppress: own.suppress }),
  };
  const isOwn = (p: Problem): boolean => OWN.has(/^\w*/.exec(p.key)![0]);
  const validated = validateAnswers(
    input,
    root.file,
    (path, key) => (OWN.has(path[0]!) ? { file: own.file, ...own.locate(path, key) } : root.locate(path, key)),
    { name, team },
  );
  // The place is not part of the identity, because a problem of a flag's answer has the flag as its place.
  const id = (p: Problem): string => `${p.key} ${p.code} ${p.what}`;
  const known = new Set(root.problems.map(id));
  const named = (p: Problem): Problem => (isInline && isOwn(p) ? { ...p, key: `teams.${name}.${p.key}` } : p);
  if ('problems' in validated || own.problems.length > 0) {
    const problems = 'problems' in validated ? validated.problems : [];
    return { problems: [...own.problems, ...problems.filter((p) => !known.has(id(p))).map(named)] };
  }
  return {
    unit: { name, team, answers: validated.answers, source: team.answers ?? root.name ?? root.file.split('/').at(-1)! },
    warnings: validated.warnings.filter(isOwn).map(named),
  };
};

/** The message for a team that is not in the root file; undefined if it is. */
export const unknownTeam = (wanted: string, input: unknown): string | undefined => {
  const { teams } = isTree(input) ? input : {};
  const known = isTree(teams) ? Object.keys(teams) : [];
  if (known.includes(wanted)) return undefined;
  return `The answers contain no team ${wanted}. ${known.length > 0 ? didYouMean(wanted, known) : 'They contain no teams at all.'}`;
};

/**
 * The validated teams of a root file; `open` reads a team's own file. `only` limits it to one team and opens no other file.
 * The `teams` of the root file were validated with it (rules/teams-rules.ts); a team with problems there is skipped.
 */
export const readTeams = (root: Root, open: (file: string) => TeamSource, only?: string): TeamResult[] => {
  const { teams } = isTree(root.input) ? root.input : {};
  if (!isTree(teams)) return [];
  return Object.entries(teams).flatMap(([name, answer]): TeamResult[] => {
    if (only !== undefined && name !== only) return [];
    // The services are validated below, once.
    const { services, ...frame } = isTree(answer) ? answer : {};
    const parsed = teamSchema.safeParse(frame);
    if (!parsed.success || (services === undefined) === (frame.answers === undefined)) return [];
    const own =
      parsed.data.answers === undefined ? inline(name, services, root) : ofFile(name, open(parsed.data.answers), root);
    return 'services' in own ? [validateTeam(name, parsed.data, own, root, services !== undefined)] : [own];
  });
};

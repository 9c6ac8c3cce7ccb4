import { dirname, join } from 'node:path';
import { MOST_BYTES } from '../../answers/decode.ts';
import { applyFlags, flagsOf, type GivenFlags, type Missing, missingAnswers } from '../../answers/flags.ts';
import { keyPath } from '../../answers/key-path.ts';
import { mergeLayers } from '../../answers/layers/merge-layers.ts';
import { type Locate, NOWHERE, type ReadResult, validateAnswers } from '../../answers/read.ts';
import { readTeams, type TeamUnit, unknownTeam } from '../../answers/team-files.ts';
import { type Problem, problemAt, refusal } from '../../diagnostics/refusal.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { readBounded } from '../read-bounded.ts';
import { unreadable } from '../system-reason.ts';
import { findSource, mergedAnswers, type Source, wantedFiles } from './answers-files.ts';
import { withFlagFix } from './flag-fixes.ts';
import { NO_FLAG, parsedName } from './plain-options.ts';

/** The answers among commander's options, by key. */
const givenFlags = (options: Options): GivenFlags => {
  const values: Record<string, string | string[]> = {};
  // Deriving all flags from the schema costs more than the rest of a run without flags.
  if (Object.keys(options).some((name) => !NO_FLAG.has(name)))
    for (const { flag, key } of flagsOf()) {
      const v = options[parsedName(flag)];
      if (v !== undefined) values[key] = v as string | string[];
    }
  const list = (name: string): readonly string[] => (options[name] as string[] | undefined) ?? [];
  return { values, service: list('service'), authMethod: list('authMethod'), set: list('set') };
};

/** Whether no option is an answer. */
const givesNothing = (options: Options): boolean => {
  const { values, service, authMethod, set } = givenFlags(options);
  return [Object.keys(values), service, authMethod, set].every((list) => (list ?? []).length === 0);
};

/** `services[0].path` with the service's name instead of the index, as in flags. */
const named = (key: string, input: unknown): string =>
  key.replace(/^services\[(\d+)\]/, (_, i) => {
    const { services } = input as { services?: { name?: unknown }[] };
    return `services.${String(services?.[Number(i)]?.name)}`;
  });

/** The list that has an entry at a key; undefined: the key is not of an entry. */
const listOf = (key: string, input: unknown): readonly unknown[] | undefined => {
  if (!key.endsWith(']')) return undefined;
  const list = keyPath(key)
    .slice(0, -1)
    .reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], input);
  return Array.isArray(list) ? list : undefined;
};

/** Reports a problem of a flag's answer at the flag, not at the same key in the file. */
const atFlags = (result: ReadResult, input: unknown, flagOf: ReadonlyMap<string, string>): ReadResult => {
  if (flagOf.size === 0) return result;
  // The most specific one: of --service and --set services.users.timeout the latter.
  const flags = [...flagOf].sort(([a], [b]) => b.length - a.length);
  const place = (p: Problem): Problem => {
    const key = named(p.key, input);
    const found =
      flags.find(([k]) => key === k || key.startsWith(`${k}.`) || key.startsWith(`${k}[`)) ??
      // The first word of the key of --set is unknown.
      (p.code === 'UnknownKey' ? flags.find(([k]) => k.startsWith(`${key}.`)) : undefined);
    if (found === undefined) return p;
    const [flagKey, flag] = found;
    return { ...withFlagFix(p, { key, flag, flagKey, list: listOf(p.key, input) }), file: flag, line: 0, column: 0 };
  };
  if ('problems' in result) return { problems: result.problems.map(place) };
  return { ...result, warnings: result.warnings.map(place) };
};

/** The answers of the file and the flags. */
export interface Collected {
  readonly source: Source;
  readonly fromFile: unknown;
  /** File and flags together, as far as they parse. */
  readonly input: unknown;
  /** Answers, or all problems including those of teams; missing answers come with their flag. */
  readonly result: ReadResult;
  /** The units of all teams, or of the team of `--team`. Empty if there are problems. */
  readonly teams: readonly TeamUnit[];
  /** The places of answers, and the file if a place has none. */
  readonly locate: Locate;
  readonly file: string;
  /** Problems of given answers, without missing answers. */
  readonly wrong: readonly Problem[];
  readonly missing: readonly Missing[];
}

/** The answers with services as a list: a flag may have a map of them. */
const listed = (input: unknown): unknown => mergeLayers([{ value: input, locate: NOWHERE, file: 'flags' }]).value;

/** Reads the files and the flags and validates them together. `mayBeNew`: the file of `-f` need not exist. */
export const collectAnswers = async (
  environment: Environment,
  options: Options,
  mayBeNew = false,
): Promise<Collected> => {
  const source = await findSource(environment, options, mayBeNew);
  if (!mayBeNew && source.bytes === undefined && givesNothing(options))
    throw (await import('../usage/missing-file.ts')).noAnswersFile(environment);
  return collectFrom(environment, options, source);
};

/** Reads a file of at most so many bytes. */
type ReadFile = (path: string, most: number) => Uint8Array;

/** The same for files whose bytes are known. `read` reads the files that they name. */
export const collectFrom = (
  environment: Environment,
  options: Options,
  source: Source,
  read: ReadFile = readBounded,
): Collected => {
  const merged = mergedAnswers(source);
  const { value: fromFile, locate } = merged;
  if (fromFile === undefined && merged.problems.length > 0) {
    const { problems } = merged;
    const nothing = { input: undefined, teams: [], missing: [], file: source.shown };
    return { source, fromFile, locate, result: { problems }, wrong: problems, ...nothing };
  }
  const applied = applyFlags(fromFile, givenFlags(options));
  const { problems, flagOf } = applied;
  const input = listed(applied.input);
  const missing = missingAnswers(input);
  const file = source.bytes ? source.shown : 'flags';
  const validated = atFlags(validateAnswers(input, file, locate), input, flagOf);
  const ofRoot = 'problems' in validated ? validated.problems : [];
  const root = { input, file, name: source.name, locate, problems: ofRoot };
  const ofTeams = teamsOf(environment, options, source, root, read);
  const found = inOrder(source, once([...merged.problems, ...ofRoot, ...ofTeams.problems]));
  const top = new Set(missing.map((m) => m.key.split('.')[0]));
  const open = new Set(missing.map((m) => m.key));
  const isOpen = (p: Problem): boolean => isMissing(p, top) || (OPEN.has(p.code) && open.has(openKeyOf(p, input)));
  const wrong = [...problems, ...found.filter((p) => !isOpen(p))];
  // Without a file there is no line to which an answer can be added, so the message names its flag.
  const all = source.bytes ? [...problems, ...found] : [...wrong, ...missing.map(asProblem)];
  if (all.length > 0 || 'problems' in validated)
    return { source, fromFile, input, locate, file, result: { problems: all }, teams: [], wrong, missing };
  const result = { ...validated, warnings: [...merged.warnings, ...validated.warnings, ...ofTeams.warnings] };
  return { source, fromFile, input, locate, file, result, teams: ofTeams.units, wrong, missing };
};

const once = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((p) => [`${p.file} ${p.line} ${p.column} ${p.key} ${p.code}`, p])).values(),
];

/** Problems of several files in the order of the files. */
const inOrder = ({ files }: Source, problems: readonly Problem[]): Problem[] => {
  if (files.length < 2) return [...problems];
  const rank = new Map(files.map((f, i) => [f.shown, i]));
  const rankOf = (p: Problem): number => rank.get(p.file) ?? files.length;
  return [...problems].sort((a, b) => rankOf(a) - rankOf(b) || a.line - b.line || a.column - b.column);
};

/** The answers of the teams, from the root file or from the teams' own files next to it. */
export const teamsOf = (
  environment: Environment,
  options: Options,
  { path }: Source,
  root: Parameters<typeof readTeams>[0],
  readFile: ReadFile = readBounded,
): { units: TeamUnit[]; problems: Problem[]; warnings: Problem[] } => {
  const only = options.team as string | undefined;
  const unknown = only === undefined ? undefined : unknownTeam(only, root.input);
  if (unknown !== undefined)
    throw new UserError(`--team ${visibleLine(only!)}: ${visibleLine(unknown)} Nothing was written.`);
  const folder = path === undefined ? environment.cwd : dirname(path);
  const [first = '.'] = wantedFiles(options);
  const shownFolder = dirname(first);
  const open = (file: string) => {
    const shown = first === '-' ? file : join(shownFolder, file);
    try {
      return { shown, bytes: readFile(join(folder, file), MOST_BYTES) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return { shown, bytes: undefined };
      throw unreadable(shown, error);
    }
  };
  const read = readTeams(root, open, only);
  return {
    units: read.flatMap((r) => ('unit' in r ? [r.unit] : [])),
    problems: read.flatMap((r) => ('problems' in r ? r.problems : [])),
    warnings: read.flatMap((r) => ('unit' in r ? r.warnings : [])),
  };
};

/** Problems of keys that missingAnswers also reports. */
const OPEN: ReadonlySet<string> = new Set([
  'AuthIsUndecided',
  'MissingAnswer',
  'PathMissing',
  'BackendMissing',
  'AuthorizerMissing',
  'PrivateNameWithoutCa',
]);

/** The key whose answer a problem lacks, services by name. */
export const openKeyOf = ({ code, key }: Problem, input: unknown): string => {
  const dotted = named(key, input).replace(/\[(\d+)\]/g, '.$1');
  if (code === 'PathMissing') return `${dotted}.path`;
  if (code === 'AuthorizerMissing') return `${dotted}.grpc`;
  if (code !== 'PrivateNameWithoutCa') return dotted;
  return dotted.replace(/^(auth\.methods\.[^.]+|services\.[^.]+)\..*$/, '$1.ca');
};

/** Whether a problem only repeats a missing answer that missingAnswers reports. */
const isMissing = (p: Problem, top: ReadonlySet<string | undefined>): boolean =>
  ((p.code === 'MissingAnswer' || p.code === 'CertificateMissing') && top.has(p.key)) ||
  (p.code === 'AuthenticationMissing' && (top.has('auth') || top.has('services')));

/** A missing answer as a problem of the flags, which names its flag. */
export const asProblem = ({ key, flag, what }: Missing): Problem =>
  problemAt({ file: 'flags', line: 0, column: 0, key }, refusal('MissingAnswer', { key, flag, asked: what }));

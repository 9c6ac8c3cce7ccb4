import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MOST_BYTES } from '../answers/decode.ts';
import { readDocument } from '../answers/document.ts';
import { applyFlags, flagsOf, type GivenFlags, type Missing, missingAnswers } from '../answers/flags.ts';
import { type Locate, type ReadResult, validateAnswers } from '../answers/read.ts';
import { readTeams, type TeamUnit, unknownTeam } from '../answers/team-files.ts';
import { type Problem, problemAt, refusal } from '../diagnostics/refusal.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { NO_FILE } from '../files/answers-origin.ts';
import { ANSWERS_FILE } from '../values/defaults.ts';
import { type Environment, type Options, UserError } from './environment.ts';
import { readBounded, readStream } from './read-bounded.ts';
import { systemReason } from './system-reason.ts';

const camel = (flag: string): string => flag.slice(2).replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** Options that are not answers, and those that are read below. */
const PLAIN = new Set(
  'file output generateKeys force stdout check json quiet color yes plain service authMethod set team'.split(' '),
);

/** The answers among commander's options, by key. */
const givenFlags = (options: Options): GivenFlags => {
  const values: Record<string, string | string[]> = {};
  // Deriving all flags from the schema costs more than the rest of a run without flags.
  if (Object.keys(options).some((name) => !PLAIN.has(name)))
    for (const { flag, key } of flagsOf()) {
      const v = options[camel(flag)];
      if (v !== undefined) values[key] = v as string | string[];
    }
  const list = (name: string): readonly string[] => (options[name] as string[] | undefined) ?? [];
  return { values, service: list('service'), authMethod: list('authMethod'), set: list('set') };
};

/** An answers file: its bytes, its name in messages, and its path. */
export interface Source {
  readonly bytes: Uint8Array | undefined;
  /** For messages: the path as the user wrote it. */
  readonly shown: string;
  /** For headers of generated files: without folders, so that output does not depend on the working directory. */
  readonly name: string;
  readonly path: string | undefined;
}

/** The error for a file that cannot be read. */
export const unreadable = (shown: string, error: unknown): UserError => {
  if (error instanceof UserError) return error;
  return new UserError(`${visibleLine(shown)} cannot be read: ${systemReason(error)}. Nothing was written.`);
};

/** The file of `-f`, or api-gateway.yaml if it exists; `-f -` is standard input. */
const findSource = async (environment: Environment, options: Options, mayBeNew: boolean): Promise<Source> => {
  const wanted = options.file as string | undefined;
  if (wanted === '-') {
    const bytes = await readStream(environment.stdin, MOST_BYTES);
    return { bytes, shown: 'standard input', name: NO_FILE.stdin, path: undefined };
  }
  const shown = wanted ?? ANSWERS_FILE;
  const path = resolve(environment.cwd, shown);
  if (!existsSync(path)) {
    if (wanted !== undefined && !mayBeNew)
      throw new UserError(`The answers file ${visibleLine(shown)} does not exist. Nothing was written.`);
    return { bytes: undefined, shown, name: NO_FILE.flags, path };
  }
  try {
    return { bytes: readBounded(path, MOST_BYTES), shown, name: basename(path), path };
  } catch (error) {
    throw unreadable(shown, error);
  }
};

/** `services[0].path` with the service's name instead of the index, as in flags. */
const named = (key: string, input: unknown): string =>
  key.replace(/^services\[(\d+)\]/, (_, i) => {
    const { services } = input as { services?: { name?: unknown }[] };
    return `services.${String(services?.[Number(i)]?.name)}`;
  });

/** Reports a problem of a flag's answer at the flag, not at the same key in the file. */
const atFlags = (result: ReadResult, input: unknown, flagOf: ReadonlyMap<string, string>): ReadResult => {
  if (flagOf.size === 0) return result;
  const place = (p: Problem): Problem => {
    const key = named(p.key, input);
    const flag = [...flagOf].find(([k]) => key === k || key.startsWith(`${k}.`) || key.startsWith(`${k}[`))?.[1];
    return flag === undefined ? p : { ...p, file: flag, line: 0, column: 0 };
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
  /** Problems of given answers, without missing answers. */
  readonly wrong: readonly Problem[];
  readonly missing: readonly Missing[];
}

/** Reads the file and the flags and validates them together. `mayBeNew`: the file of `-f` need not exist. */
export const collectAnswers = async (
  environment: Environment,
  options: Options,
  mayBeNew = false,
): Promise<Collected> => {
  const source = await findSource(environment, options, mayBeNew);
  let locate: Locate = () => ({ line: 0, column: 0 });
  let fromFile: unknown;
  if (source.bytes) {
    const read = readDocument(source.bytes, source.shown);
    if ('problems' in read)
      return { source, fromFile, input: undefined, result: read, teams: [], wrong: read.problems, missing: [] };
    ({ value: fromFile, locate } = read.document);
  }
  const { input, problems, flagOf } = applyFlags(fromFile, givenFlags(options));
  const missing = missingAnswers(input);
  const file = source.bytes ? source.shown : 'flags';
  const validated = atFlags(validateAnswers(input, file, locate), input, flagOf);
  const ofRoot = 'problems' in validated ? validated.problems : [];
  const ofTeams = teamsOf(environment, options, source, { input, file, name: source.name, locate, problems: ofRoot });
  const found = once([...ofRoot, ...ofTeams.problems]);
  const top = new Set(missing.map((m) => m.key.split('.')[0]));
  const wrong = [...problems, ...found.filter((p) => !isMissing(p, top))];
  // Without a file there is no line to which an answer can be added, so the message names its flag.
  const all = source.bytes ? [...problems, ...found] : [...wrong, ...missing.map(asProblem)];
  if (all.length > 0 || 'problems' in validated)
    return { source, fromFile, input, result: { problems: all }, teams: [], wrong, missing };
  const result = { ...validated, warnings: [...validated.warnings, ...ofTeams.warnings] };
  return { source, fromFile, input, result, teams: ofTeams.units, wrong, missing };
};

const once = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((p) => [`${p.file} ${p.line} ${p.column} ${p.key} ${p.code}`, p])).values(),
];

/** The answers of the teams, from the root file or from the teams' own files next to it. */
export const teamsOf = (
  environment: Environment,
  options: Options,
  { path }: Source,
  root: Parameters<typeof readTeams>[0],
): { units: TeamUnit[]; problems: Problem[]; warnings: Problem[] } => {
  const only = options.team as string | undefined;
  const unknown = only === undefined ? undefined : unknownTeam(only, root.input);
  if (unknown !== undefined)
    throw new UserError(`--team ${visibleLine(only!)}: ${visibleLine(unknown)} Nothing was written.`);
  const folder = path === undefined ? environment.cwd : dirname(path);
  const shownFolder = dirname((options.file as string | undefined) ?? '.');
  const open = (file: string) => {
    const shown = options.file === '-' ? file : join(shownFolder, file);
    try {
      return { shown, bytes: readBounded(join(folder, file), MOST_BYTES) };
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

/** Whether a problem only repeats a missing answer that missingAnswers reports. */
const isMissing = (p: Problem, top: ReadonlySet<string | undefined>): boolean =>
  (p.code === 'MissingAnswer' && top.has(p.key)) ||
  (p.code === 'AuthenticationMissing' && (top.has('auth') || top.has('services')));

const asProblem = ({ key, flag, what }: Missing): Problem =>
  problemAt({ file: 'flags', line: 0, column: 0, key }, refusal('MissingAnswer', { key, flag, asked: what }));

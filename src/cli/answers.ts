import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readDocument } from '../answers/document.ts';
import { applyFlags, flagsOf, type GivenFlags, missingAnswers } from '../answers/flags.ts';
import type { Problem } from '../answers/problem.ts';
import { judgeAnswers, type ReadResult } from '../answers/read.ts';
import { type Options, UserError, type World } from './world.ts';

const DEFAULT_FILE = 'api-gateway.yaml';

const camel = (flag: string): string => flag.slice(2).replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** Options that are no answers, and those that are read below. */
const PLAIN = new Set(
  'file output generateKeys force stdout check json quiet color yes plain service authMethod set'.split(' '),
);

/** The answers among commander's options, by their key. */
export const givenFlags = (options: Options): GivenFlags => {
  const values: Record<string, string | string[]> = {};
  // Asking the schema for every flag there is costs more than a run without any.
  if (Object.keys(options).some((name) => !PLAIN.has(name)))
    for (const { flag, key } of flagsOf()) {
      const v = options[camel(flag)];
      if (v !== undefined) values[key] = v as string | string[];
    }
  const list = (name: string): readonly string[] => (options[name] as string[] | undefined) ?? [];
  return { values, service: list('service'), authMethod: list('authMethod'), set: list('set') };
};

/** An answers file as it was found: its bytes, its name in messages, and where it is. */
export interface Source {
  readonly bytes: Uint8Array | undefined;
  /** For messages: as the user wrote it. */
  readonly shown: string;
  /** For headers of generated files: without a path, or output would depend on where one stands. */
  readonly name: string;
  readonly path: string | undefined;
}

/** The file of `-f`, or api-gateway.yaml if it is there; `-f -` is standard input. */
export const findSource = async (world: World, options: Options): Promise<Source> => {
  const wanted = options.file as string | undefined;
  if (wanted === '-') {
    const chunks: Buffer[] = [];
    for await (const c of world.stdin) chunks.push(Buffer.from(c as Buffer));
    return { bytes: Buffer.concat(chunks), shown: 'standard input', name: DEFAULT_FILE, path: undefined };
  }
  const shown = wanted ?? DEFAULT_FILE;
  const path = resolve(world.cwd, shown);
  if (!existsSync(path)) {
    if (wanted !== undefined) throw new UserError(`${shown}: there is no such file. Nothing was written.`);
    return { bytes: undefined, shown, name: DEFAULT_FILE, path };
  }
  try {
    return { bytes: readFileSync(path), shown, name: basename(path), path };
  } catch (error) {
    throw new UserError(`${shown}: cannot be read (${(error as NodeJS.ErrnoException).code}). Nothing was written.`);
  }
};

/** `services[0].path` with the service's name, as flags say it. */
const named = (key: string, input: unknown): string =>
  key.replace(/^services\[(\d+)\]/, (_, i) => {
    const { services } = input as { services?: { name?: unknown }[] };
    return `services.${String(services?.[Number(i)]?.name)}`;
  });

/** What is wrong with an answer of a flag stands at the flag, not at what the file says of the same key. */
const atFlags = (result: ReadResult, input: unknown, said: ReadonlyMap<string, string>): ReadResult => {
  if (said.size === 0) return result;
  const place = (p: Problem): Problem => {
    const key = named(p.key, input);
    const flag = [...said].find(([k]) => key === k || key.startsWith(`${k}.`) || key.startsWith(`${k}[`))?.[1];
    return flag === undefined ? p : { ...p, file: flag, line: 0, column: 0 };
  };
  if ('problems' in result) return { problems: result.problems.map(place) };
  return { ...result, warnings: result.warnings.map(place) };
};

/** File and flags together: answers, or everything that is wrong with them; what is missing comes with its flag. */
export const collectAnswers = async (
  world: World,
  options: Options,
): Promise<{ source: Source; result: ReadResult; input: unknown; missing: ReturnType<typeof missingAnswers> }> => {
  const source = await findSource(world, options);
  const flags = givenFlags(options);
  let locate: Parameters<typeof judgeAnswers>[2];
  let fromFile: unknown;
  if (source.bytes) {
    const read = readDocument(source.bytes, source.shown);
    if ('problems' in read) return { source, result: read, input: undefined, missing: [] };
    ({ value: fromFile, locate } = read.document);
  }
  const { input, problems, said } = applyFlags(fromFile, flags);
  const missing = missingAnswers(input);
  if (missing.length > 0 && !source.bytes)
    return { source, result: { problems: [...problems, ...missing.map(asProblem)] }, input, missing };
  const result = atFlags(judgeAnswers(input, source.bytes ? source.shown : 'flags', locate), input, said);
  return {
    source,
    result:
      problems.length > 0 ? { problems: [...problems, ...('problems' in result ? result.problems : [])] } : result,
    input,
    missing,
  };
};

const asProblem = (m: { key: string; flag: string; what: string }): Problem => ({
  file: 'flags',
  line: 0,
  column: 0,
  key: m.key,
  code: 'MissingAnswer',
  what: `Not answered: ${m.what} (${m.key}).`,
  why: 'There is no terminal to ask on, and no default is safe.',
  fix: `Give ${m.flag}.`,
});

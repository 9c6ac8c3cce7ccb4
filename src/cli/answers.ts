import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readDocument } from '../answers/document.ts';
import { applyFlags, flagsOf, type GivenFlags, missingAnswers } from '../answers/flags.ts';
import type { Problem } from '../answers/problem.ts';
import { judgeAnswers, type ReadResult } from '../answers/read.ts';
import { type Options, UserError, type World } from './world.ts';

const DEFAULT_FILE = 'api-gateway.yaml';

const camel = (flag: string): string => flag.slice(2).replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** The answers among commander's options, by their key. */
export const givenFlags = (options: Options): GivenFlags => {
  const values: Record<string, string> = {};
  for (const { flag, key } of flagsOf()) {
    const v = options[camel(flag)];
    if (typeof v === 'string') values[key] = v;
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
  const { input, problems } = applyFlags(fromFile, flags);
  const missing = missingAnswers(input);
  if (missing.length > 0 && !source.bytes)
    return { source, result: { problems: [...problems, ...missing.map(asProblem)] }, input, missing };
  const result = judgeAnswers(input, source.bytes ? source.shown : 'flags', locate);
  const flagProblems = [...problems, ...(missing.length > 0 && 'problems' in result ? [] : [])];
  return {
    source,
    result:
      flagProblems.length > 0
        ? { problems: [...flagProblems, ...('problems' in result ? result.problems : [])] }
        : result,
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

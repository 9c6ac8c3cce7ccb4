// An example as it is written to a folder: with the names that its files have there, and with the answers of flags.
import { basename, dirname, join, posix } from 'node:path';
import { MOST_BYTES } from '../../answers/decode.ts';
import { teamJsonSchema } from '../../answers/json-schema.ts';
import { writeAnswers } from '../../answers/write.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { collectFrom } from '../answers/answers.ts';
import type { Source } from '../answers/answers-files.ts';
import type { Environment, Options } from '../environment.ts';
import { buildRun } from '../output/build-run.ts';
import { outputToSay } from '../output/output-folder.ts';
import { readBounded } from '../read-bounded.ts';
import type { ExampleFiles } from './example-texts.ts';

/** The files to write, by path; or what is wrong with the answers of flags. */
export type Filled = { readonly files: ReadonlyMap<string, string> } | { readonly problems: readonly Problem[] };

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** The comments of a file name its schema and the answers file as they are in examples/. */
const placed = (text: string, answersFile: string): string =>
  text
    .replace(/(?<=^# yaml-language-server: \$schema=)\S+/, (path) => {
      const below = path.replace('../', '');
      return below.startsWith('.') ? below : `./${below}`;
    })
    .replaceAll(/(?<=^#.*)\bapi-gateway\.yaml\b/gm, answersFile);

/** The options without answers: for files that contain them by now. */
const withoutAnswers = ({ quiet, color }: Options): Options => ({
  ...(quiet === undefined ? {} : { quiet }),
  ...(color === undefined ? {} : { color }),
});

/** `path`: the answers file; `shown`: the same as the user wrote it. Other files have their places next to it. */
export const fillExample = async (
  environment: Environment,
  options: Options,
  { answers, overlays = {}, teams = {} }: ExampleFiles,
  place: { readonly path: string; readonly shown: string },
): Promise<Filled> => {
  const { path, shown } = place;
  const at = (file: string) => ({ path: join(dirname(path), file), shown: posix.join(dirname(shown), file) });
  const name = basename(path);
  const others = new Map(
    Object.entries({ ...overlays, ...teams }).map(([file, text]) => [at(file).path, placed(text, name)]),
  );
  const read = (file: string, most: number): Uint8Array => {
    const text = others.get(file);
    return text === undefined ? readBounded(file, most) : bytes(text);
  };
  const sourceOf = (text: string, more?: string): Source => {
    const first = { bytes: bytes(text), shown, path };
    const second = more === undefined ? [] : [{ ...at(more), bytes: read(at(more).path, MOST_BYTES) }];
    return { ...first, name, files: [first, ...second] };
  };
  let text = placed(answers, name);
  const given = collectFrom(environment, options, sourceOf(text), read);
  if ('problems' in given.result) return { problems: given.result.problems };
  const input = given.input as Tree;
  if (typeof options.output === 'string') {
    const folder = outputToSay(environment.cwd, path, options.output);
    if (folder !== undefined) input.output = folder;
  }
  text = writeAnswers(text, input);
  // What is written generates, and so does each environment.
  for (const overlay of [undefined, ...Object.keys(overlays)]) {
    const source = sourceOf(text, overlay);
    const { result, teams: units, locate, file } = collectFrom(environment, withoutAnswers(options), source, read);
    if ('problems' in result) return { problems: result.problems };
    const run = { answers: result.answers, name, path, teams: units, locate, file };
    const { problems } = await buildRun(environment, run);
    if (problems.length > 0) return { problems };
  }
  const ofTeams = Object.keys(teams).length > 0;
  const schema: [string, string][] = ofTeams
    ? [[at('team.schema.json').path, `${JSON.stringify(teamJsonSchema(), null, 2)}\n`]]
    : [];
  return { files: new Map([[path, text], ...others, ...schema]) };
};

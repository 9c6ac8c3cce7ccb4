// `init --example NAME` and `init --minimal`: an answers file to edit, instead of questions.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { nearest } from '../diagnostics/nearest.ts';
import { listed } from '../diagnostics/shown.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { shellWord } from '../files/quote.ts';
import { ANSWERS_FILE, DEFAULTS } from '../values/defaults.ts';
import { wantedFiles } from './answers/answers-files.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { EXAMPLE_NAMES, EXAMPLES, type ExampleName, isExample, MINIMAL } from './examples/example-names.ts';
import { EXAMPLE_FILES } from './examples/example-texts.ts';
import { fillExample } from './examples/fill-example.ts';
import { replaceFile } from './output/replace-file.ts';
import { schemaFileOf, schemaText } from './output/schema-file.ts';
import { jsonText } from './result/json-text.ts';
import { systemReason } from './system-reason.ts';
import { emptyFolder } from './usage/empty-folder.ts';

/** How the names of schemas end: they are written again, because no one edits them. */
const SCHEMAS = '.schema.json';

/** The list of examples, one a line. */
const exampleList = (): string => {
  const width = Math.max(...EXAMPLE_NAMES.map((name) => name.length));
  return EXAMPLE_NAMES.map((name) => `  ${name.padEnd(width)}  ${EXAMPLES[name]}`).join('\n');
};

const chosen = ({ example, minimal, json }: Options): ExampleName => {
  if (minimal === true && example !== undefined)
    throw new UserError('--minimal and --example cannot be combined. Use one of them. Nothing was written.');
  if (minimal === true) return MINIMAL;
  const name = typeof example === 'string' ? example : '';
  if (isExample(name)) return name;
  const near = nearest(name, EXAMPLE_NAMES);
  const what = name === '' ? '--example needs a name' : `There is no example ${visibleLine(name)}`;
  const meant = name !== '' && near !== undefined ? ` Did you mean ${near}?` : '';
  // In JSON a message is one line.
  const list = json === true ? ` ${EXAMPLE_NAMES.join(', ')}. ` : `\n${exampleList()}\n`;
  throw new UserError(`${what}.${meant} The examples are:${list}Nothing was written.`);
};

/** The answers file to write. */
const placeOf = ({ cwd }: Environment, options: Options): { path: string; shown: string } => {
  const files = wantedFiles(options);
  if (files.includes('-'))
    throw new UserError(
      'An example is written to a file, not to standard output (-f -). Pass a file, such as -f api-gateway.yaml. Nothing was written.',
    );
  if (files.length > 1)
    throw new UserError(
      'An example is written to one file, but -f is set several times. Keep one. Nothing was written.',
    );
  if (options.generateKeys !== undefined)
    throw new UserError(
      '--generate-keys cannot be combined with an example: edit its clients first, then run generate with --generate-keys. Nothing was written.',
    );
  if (typeof options.output === 'string' && options.output.trim() === '')
    throw emptyFolder('-o', 'manifests', ' Nothing was written.');
  const [shown = ANSWERS_FILE] = files;
  const path = resolve(cwd, shown);
  if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(
      `${visibleLine(shown)} cannot be written: ${visibleLine(dirname(shown))} is not a folder. Nothing was written.`,
    );
  return { path, shown };
};

/** The output folder in an answers file. */
const OUTPUT = /^output: *["']?([^\s"'#]+)/m;

/** The commands that generate from the file, one for each environment. */
const nextOf = (name: ExampleName, shown: string): string[] => {
  const flag = (file: string): string => ` -f ${shellWord(file)}`;
  const overlays = Object.keys(EXAMPLE_FILES[name].overlays ?? {});
  if (overlays.length === 0) return [`npx eg-api-gateway generate${shown === ANSWERS_FILE ? '' : flag(shown)}`];
  return overlays.map((file) => `npx eg-api-gateway generate${flag(shown)}${flag(join(dirname(shown), file))}`);
};

/** The runbooks that generate will write: one for each file that names an output folder, or that of the usual folder. */
const runbooksOf = (files: ReadonlyMap<string, string>, cwd: string): string[] => {
  const folders = [...files].flatMap(([path, text]) => {
    const output = OUTPUT.exec(text)?.[1];
    return output === undefined ? [] : [join(dirname(path), output)];
  });
  // A folder in a file is relative to the file, the usual one to where generate runs.
  const all = folders.length > 0 ? folders : [join(cwd, DEFAULTS.output.value)];
  return all.map((folder) => join(relative(cwd, folder), 'README.md'));
};

const write = (files: ReadonlyMap<string, string>, cwd: string): string[] => {
  const done: string[] = [];
  for (const [path, text] of files) {
    const shown = relative(cwd, path);
    try {
      mkdirSync(dirname(path), { recursive: true });
      replaceFile(path, text, { followsLink: !path.endsWith(SCHEMAS) });
    } catch (error) {
      throw new UserError(
        `${visibleLine(shown)} cannot be written: ${systemReason(error)}. ${done.length > 0 ? `Written before: ${visibleLine(done.join(', '))}.` : 'Nothing was written.'}`,
      );
    }
    done.push(shown);
  }
  return done;
};

/** Writes the answers file of an example, with the answers of flags, its other files and its schema. */
export const fromExample = async (environment: Environment, voice: Voice, options: Options): Promise<number> => {
  const name = chosen(options);
  const { path, shown } = placeOf(environment, options);
  const { cwd } = environment;
  const filled = await fillExample(environment, options, EXAMPLE_FILES[name], { path, shown });
  if ('problems' in filled) return refuseAnswers(voice, filled.problems, options.json === true);
  const before = [...filled.files.keys()].filter((p) => existsSync(p) && !p.endsWith(SCHEMAS));
  if (before.length > 0 && options.force !== true)
    throw new UserError(
      `${visibleLine(listed(before.map((p) => relative(cwd, p))))} already ${before.length === 1 ? 'exists' : 'exist'}, so your answers there stay. Write the example to another file with -f, such as -f ${name}.yaml, or overwrite with --force. Nothing was written.`,
    );
  const all = new Map([...filled.files, [schemaFileOf(path), schemaText()]]);
  const dryRun = options.dryRun === true;
  const files = dryRun ? [...all.keys()].map((p) => relative(cwd, p)) : write(all, cwd);
  const next = nextOf(name, shown);
  if (options.json === true) {
    const how = { example: name, ...(dryRun ? { dryRun } : {}) };
    voice.result(jsonText({ ok: true, ...how, file: relative(cwd, path), files, next }));
    return EXIT.fine;
  }
  if (dryRun) {
    voice.talk(`Would be written: ${visibleLine(files.join(', '))}. Nothing was written.`);
    return EXIT.fine;
  }
  const toEdit = files.filter((file) => !file.endsWith(SCHEMAS));
  voice.talk(`Written: ${visibleLine(files.join(', '))}`);
  voice.talk(`\nNext:\n  Edit ${visibleLine(listed(toEdit))}: comments explain what to change.`);
  voice.copyable(next.map((command) => `  ${command}`).join('\n'));
  voice.talk(`  Then follow the runbook: ${visibleLine(listed(runbooksOf(filled.files, cwd)))}`);
  return EXIT.fine;
};

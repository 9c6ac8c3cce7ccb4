// The answers files of a run: one, or several that are merged.
import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { MOST_BYTES } from '../../answers/decode.ts';
import { readDocument } from '../../answers/document.ts';
import { type Merged, mergeLayers } from '../../answers/layers/merge-layers.ts';
import type { Layer } from '../../answers/layers/provenance.ts';
import { NOWHERE } from '../../answers/read.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { NO_FILE, sourceOf } from '../../files/answers-origin.ts';
import { shellWord } from '../../files/quote.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { readBounded, readStream, sayWaiting } from '../read-bounded.ts';
import { unreadable } from '../system-reason.ts';
import { BEGINNING, kindOfText } from '../usage/kind-of-file.ts';

/** A file of answers: its bytes and its name in messages, as the user wrote it. */
interface AnswersFile {
  readonly bytes: Uint8Array | undefined;
  readonly shown: string;
  readonly path: string | undefined;
}

/** The answers files of a run. */
export interface Source {
  /** Of the first file; undefined: there is none. */
  readonly bytes: Uint8Array | undefined;
  /** For messages: the first file, as the user wrote it. */
  readonly shown: string;
  /** For headers of generated files (files/answers-origin.ts): independent of the working directory. */
  readonly name: string;
  /** Of the first file. Paths in answers are relative to its folder. */
  readonly path: string | undefined;
  readonly files: readonly AnswersFile[];
}

/** The values of `-f`. */
export const wantedFiles = ({ file }: Options): readonly string[] => (file as readonly string[] | undefined) ?? [];

/** Standard input, as a value of `-f` and in messages. */
const STDIN = '-';
const SHOWN_STDIN = 'standard input';

/** Manifests as answers would be refused key by key, so what was meant is said instead. `word`: the file on the command line. */
const refuseManifests = (file: AnswersFile, word: string): AnswersFile => {
  if (file.bytes && kindOfText(Buffer.from(file.bytes.subarray(0, BEGINNING)).toString('utf8')) === 'manifest')
    throw new UserError(
      `${visibleLine(file.shown)} contains Kubernetes manifests, not answers. To validate them, run: eg-api-gateway check ${visibleLine(shellWord(word))}`,
    );
  return file;
};

const fileAt = async (environment: Environment, shown: string, mayBeNew: boolean): Promise<AnswersFile> => {
  if (shown === STDIN) {
    sayWaiting(environment, 'the answers');
    const bytes = await readStream(environment.stdin, MOST_BYTES);
    return refuseManifests({ bytes, shown: SHOWN_STDIN, path: undefined }, STDIN);
  }
  const path = resolve(environment.cwd, shown);
  if (!existsSync(path)) {
    if (!mayBeNew) throw (await import('../usage/missing-file.ts')).missingFile(environment, shown);
    return { bytes: undefined, shown, path };
  }
  try {
    return refuseManifests({ bytes: readBounded(path, MOST_BYTES), shown, path }, shown);
  } catch (error) {
    throw (await import('../usage/missing-file.ts')).folderAsFile(path, shown) ?? unreadable(shown, error);
  }
};

/** Names of the files for headers: the first one without folders, others relative to it. */
const namesOf = (files: readonly AnswersFile[]): string[] => {
  const folder = files.map((f) => f.path).find((p) => p !== undefined);
  return files.map(({ path }) =>
    path === undefined ? NO_FILE.stdin : relative(dirname(folder!), path).replaceAll('\\', '/') || basename(path),
  );
};

/** The files of `-f`, or api-gateway.yaml if it exists; `-f -` is standard input. */
export const findSource = async (environment: Environment, options: Options, mayBeNew: boolean): Promise<Source> => {
  const wanted = wantedFiles(options);
  const twice = wanted.find((w, i) => wanted.indexOf(w) !== i);
  if (twice !== undefined)
    throw new UserError(`-f ${visibleLine(twice)} is set twice. Remove one of them. Nothing was written.`);
  const files: AnswersFile[] = [];
  for (const shown of wanted.length > 0 ? wanted : [ANSWERS_FILE])
    files.push(await fileAt(environment, shown, (mayBeNew && wanted.length === 1) || wanted.length === 0));
  const [first] = files;
  const { bytes, shown, path } = first!;
  return { bytes, shown, path, files, name: bytes ? sourceOf(namesOf(files)) : NO_FILE.flags };
};

/** The paths of the files that exist or would be written. */
export const pathsOf = ({ files }: Source): string[] => files.flatMap((f) => f.path ?? []);

const NOTHING: Merged = {
  value: undefined,
  locate: NOWHERE,
  problems: [],
  warnings: [],
};

/** The answers of all files together; without a file there are none. */
export const mergedAnswers = ({ files }: Source): Merged => {
  const layers: Layer[] = [];
  const problems: Problem[] = [];
  for (const { bytes, shown } of files) {
    if (!bytes) continue;
    const read = readDocument(bytes, shown);
    if ('problems' in read) problems.push(...read.problems);
    else layers.push({ ...read.document, file: shown });
  }
  const [base, ...more] = layers;
  if (problems.length > 0 || !base) return { ...NOTHING, problems };
  return mergeLayers([base, ...more]);
};

import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { finding } from '../../diagnostics/finding.ts';
import type { Located } from '../../diagnostics/place.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { type Environment, UserError } from '../environment.ts';
import { MOST_MANIFEST, readStream, sayWaiting } from '../read-bounded.ts';
import { unreadable } from '../system-reason.ts';
import { kindOfText } from '../usage/kind-of-file.ts';
import {
  atFile,
  editedFiles,
  missingFiles,
  notApplied,
  ofTwoGateways,
  passedOver,
  twiceInFolders,
  VALUES,
} from './about-files.ts';
import { unitsOf } from './applied-units.ts';
import { configIn } from './config-in-files.ts';
import { FileSet } from './file-set.ts';
import { filesBelow } from './folder-files.ts';
import type { Kustomization } from './kustomize/kustomization.ts';
import { type ReadText, reasonOf, textOf } from './text.ts';
import { type View, viewsOf } from './views.ts';

/** What paths contain. */
export interface Manifests {
  readonly views: readonly View[];
  readonly files: FileSet;
  /** Findings about the files themselves. */
  readonly findings: readonly Located[];
  /** The files with objects, as findings name them. */
  readonly read: readonly string[];
  /** The configuration of Envoy Gateway, if the files contain it. */
  readonly config: unknown;
  /** The places (`placeId`) of objects that only deliver a folder that is among the files. */
  readonly delivering: ReadonlySet<string>;
  /** Some objects could not be read. */
  readonly isPartial: boolean;
}

/** Standard input, as a path and in findings. */
const STDIN = '-';
const SHOWN_STDIN = 'stdin';

/** The files of one path, and the folders below it that cannot be read. */
interface Listed {
  readonly shown: string;
  readonly isFolder: boolean;
  readonly paths: readonly string[];
  readonly unread: readonly (readonly [string, unknown])[];
}

const listed = (cwd: string, shown: string): Listed => {
  if (shown === STDIN) return { shown, isFolder: false, paths: [SHOWN_STDIN], unread: [] };
  const path = resolve(cwd, shown);
  const unread: [string, unknown][] = [];
  try {
    const paths = filesBelow(path, (folder, error) => unread.push([folder, error]));
    return { shown, isFolder: statSync(path).isDirectory(), paths, unread };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOENT' || code === 'ENOTDIR'
      ? new UserError(`The file or folder ${visibleLine(shown)} does not exist.`)
      : unreadable(shown, error);
  }
};

/** Files that may contain manifests; a file that is named itself may have any name. */
const candidates = ({ isFolder, paths }: Listed): readonly string[] =>
  isFolder ? paths.filter((p) => /\.(ya?ml|json)$|\/Kustomization$/.test(p) && !isNoManifest(basename(p))) : paths;
const isNoManifest = (name: string): boolean => name === VALUES || name === ANSWERS_FILE;

const isAnswers = (files: FileSet, path: string): boolean => kindOfText(files.read(path).text) === 'answers';

/** A path in which nothing can be checked is probably a mistake, which a pipeline must not pass. */
const refuseNothing = (lists: readonly Listed[], files: FileSet): void => {
  const isSomething = (path: string): boolean =>
    files.isKustomization(path) || files.content(path).sort === 'manifests';
  const has = (list: Listed): boolean => list.unread.length > 0 || candidates(list).some(isSomething);
  const found = lists.map(has);
  const empty = lists.filter((l, i) => !found[i] && (l.isFolder || !found.some(Boolean)));
  if (empty.length === 0) return;
  const names = empty.map((l) => (l.shown === STDIN ? 'standard input' : visibleLine(l.shown)));
  const isTemplate = empty.some((l) => candidates(l).some((p) => files.content(p).sort === 'template'));
  const answers = empty.flatMap((l) => [
    ...l.paths.filter((p) => basename(p) === ANSWERS_FILE),
    ...candidates(l).filter((p) => isAnswers(files, p)),
  ])[0];
  const fromStdin = answers === SHOWN_STDIN;
  const ofAnswers =
    answers === undefined
      ? ''
      : ` To validate what ${fromStdin ? 'the answers generate' : `${visibleLine(basename(answers))} generates`}, run: eg-api-gateway check -f ${fromStdin ? STDIN : visibleLine(shellWord(files.shown(answers)))}`;
  throw new UserError(
    `Nothing to check: ${names.join(', ')} contain${names.length === 1 ? 's' : ''} no Kubernetes manifests.${
      isTemplate ? ' To check a Helm chart, run: helm template RELEASE CHART | eg-api-gateway check -' : ofAnswers
    }`,
  );
};

/** Reads all paths. Invalid YAML and objects become findings; a missing path, and one without manifests, is a user error. */
export const readManifests = async (environment: Environment, paths: readonly string[]): Promise<Manifests> => {
  const given = new Map<string, ReadText>();
  if (paths.includes(STDIN)) {
    sayWaiting(environment, 'manifests');
    given.set(SHOWN_STDIN, textOf(await readStream(environment.stdin as AsyncIterable<unknown>, MOST_MANIFEST)));
  }
  const lists = paths.map((path) => listed(environment.cwd, path));
  const files = new FileSet(environment.cwd, given);
  refuseNothing(lists, files);
  const all = [...new Set(lists.flatMap((l) => l.paths))];
  const texts = [...new Set(lists.flatMap(candidates))];
  const kustomizations = texts
    .filter((p) => files.isKustomization(p))
    .map((p): Kustomization => files.kustomization(dirname(p))!);
  const units = unitsOf(files, texts, kustomizations);
  const { views, twice, contested } = viewsOf(units.units);
  const contents = [...files.contents]
    .filter(([path]) => !units.used.inputs.has(path) && !units.strays.has(path))
    .map(([, content]) => content);
  const objects = contents.flatMap((c) => c.objects.map((o) => o.object));
  return {
    views,
    files,
    delivering: units.delivering,
    findings: [
      ...lists.flatMap((l) =>
        l.unread.map(([path, error]) =>
          atFile(finding('FileUnreadable', files.shown(path), '', { case: 'folder', of: reasonOf(error) })),
        ),
      ),
      ...editedFiles(files, all),
      ...missingFiles(kustomizations),
      ...notApplied(kustomizations),
      ...passedOver(files, texts, units),
      ...twiceInFolders(twice),
      ...ofTwoGateways(contested),
      ...contents.flatMap((c) => c.findings),
    ],
    read: [...files.contents].filter(([, c]) => c.sort === 'manifests').map(([path]) => files.shown(path)),
    config: configIn(files, all, objects),
    isPartial: contents.some((c) => c.findings.some((f) => f.severity === 'error')),
  };
};

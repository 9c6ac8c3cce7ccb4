// Which source of an answers file is imported: the lock file may have several, and one of them is meant by kind and files.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Tree } from '../../answers/yaml-layout.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { LockedSource } from '../../importers/again/import-lock.ts';
import { type KnownNames, knownNames, methodsOf, servicesOf } from '../../importers/again/known-names.ts';
import { renamed, renamedByHand } from '../../importers/again/renamed-by-hand.ts';
import { IMPORTERS } from '../../importers/all-importers.ts';
import type { ImportOptions } from '../../importers/importer.ts';
import { UserError } from '../environment.ts';
import type { Target } from './again-target.ts';
import { isStream } from './source-files.ts';

const DEFAULT_OPTIONS: ImportOptions = { group: 'fewest' };

/** A source of an import. */
export interface WantedSource {
  readonly kind: string;
  readonly paths: readonly string[];
  readonly options: ImportOptions;
  /** What the last import of it wrote, with the names that the file has now; undefined: it is new. */
  readonly before: LockedSource | undefined;
  /** All sources of the file with the names that it has now, and the position of this one; undefined: it is new. */
  readonly all: readonly LockedSource[];
  readonly at: number | undefined;
  /** The other ones. */
  readonly others: readonly LockedSource[];
  readonly known: KnownNames | undefined;
}

const commandOf = (target: Target, { kind, paths }: LockedSource): string =>
  `eg-api-gateway import ${kind} ${paths.map((p) => visibleLine(target.given(p))).join(' ')}`;

/** Files as an example, if they usually are no folder of manifests. */
const EXAMPLE: Readonly<Record<string, string>> = { openapi: 'api.yaml', kong: 'kong.yaml' };

const lockedSource = (target: Target, kind: string | undefined): LockedSource => {
  const all = target.sources;
  if (!all || all.length === 0)
    throw new UserError(
      kind === undefined
        ? `No kind and no files were given, and ${visibleLine(target.lock.shown)}, which contains those of the last import, does not exist. Pass them: eg-api-gateway import ingress-nginx k8s/\nKinds: ${IMPORTERS.map((i) => i.name).join(', ')}.`
        : `No files were given, and ${visibleLine(target.lock.shown)}, which contains those of the last import, does not exist. Pass them: eg-api-gateway import ${kind} ${EXAMPLE[kind] ?? 'k8s/'}`,
    );
  const [first, ...more] = all.filter((s) => kind === undefined || s.kind === kind);
  if (!first) throw new UserError(`${visibleLine(target.shown)} was not imported from ${kind}. Pass the files, too.`);
  if (more.length > 0)
    throw new UserError(
      `${visibleLine(target.shown)} has several sources. Import one of them:\n${[first, ...more].map((s) => `  ${commandOf(target, s)}`).join('\n')}`,
    );
  return first;
};

/**
 * The source of the lock file that is meant: of the same kind, with a common file; or the only one of its kind, if its files no
 * longer exist, because they were renamed.
 */
const sameSource = (target: Target, kind: string, paths: readonly string[]): LockedSource | undefined => {
  const wanted = new Set(paths.map(target.locked));
  const ofKind = (target.sources ?? []).filter((s) => s.kind === kind);
  const common = ofKind.find(
    (s) => s.paths.some((p) => wanted.has(p)) || Object.keys(s.files).some((f) => wanted.has(f)),
  );
  if (common) return common;
  const folder = dirname(target.lock.path);
  const [only, ...more] = ofKind;
  return only && more.length === 0 && only.paths.every((p) => !isStream(p) && !existsSync(resolve(folder, p)))
    ? only
    : undefined;
};

/** Sources with the names that the file has now. */
const withNamesOfFile = (sources: readonly LockedSource[], ours: Tree | undefined): LockedSource[] => {
  if (!ours) return [...sources];
  return sources.map((source) => {
    const others = sources.filter((s) => s !== source);
    const taken = new Set(others.flatMap((s) => servicesOf(s.answers).map((x) => String(x.name))));
    const own = { ...ours, services: servicesOf(ours).filter((s) => !taken.has(String(s.name))) };
    const { services, methods } = renamedByHand(source.answers, own);
    if (services.size === 0 && methods.size === 0) return source;
    return {
      ...source,
      answers: renamed(source.answers, services, methods),
      services: Object.fromEntries(Object.entries(source.services).map(([n, list]) => [services.get(n) ?? n, list])),
    };
  });
};

/** What a person wrote: services and methods that no import made. */
const writtenByHand = (ours: Tree, sources: readonly LockedSource[]): Tree => {
  const services = new Set(sources.flatMap((s) => servicesOf(s.answers).map((x) => String(x.name))));
  const methods = new Set(sources.flatMap((s) => Object.keys(methodsOf(s.answers))));
  return {
    ...ours,
    services: servicesOf(ours).filter((s) => !services.has(String(s.name))),
    auth: { methods: Object.fromEntries(Object.entries(methodsOf(ours)).filter(([name]) => !methods.has(name))) },
  };
};

/** The source that a command line means. Without kind or files, it is that of the lock file. */
export const sourceOf = (
  target: Target | undefined,
  kind: string | undefined,
  paths: readonly string[],
  given: Partial<ImportOptions>,
): WantedSource => {
  if (!target) {
    if (kind === undefined || paths.length === 0)
      throw new UserError('Pass the kind and the files: eg-api-gateway import ingress-nginx k8s/');
    return {
      kind,
      paths,
      options: { ...DEFAULT_OPTIONS, ...given },
      before: undefined,
      all: [],
      at: undefined,
      others: [],
      known: undefined,
    };
  }
  const meant = kind === undefined || paths.length === 0 ? lockedSource(target, kind) : sameSource(target, kind, paths);
  const all = withNamesOfFile(target.sources ?? [], target.ours);
  const at = meant && target.sources!.indexOf(meant);
  const before = at === undefined ? undefined : all[at];
  const others = all.filter((s) => s !== before);
  const { ours } = target;
  return {
    kind: kind ?? meant!.kind,
    paths: paths.length > 0 ? paths : meant!.paths.map(target.given),
    options: { ...DEFAULT_OPTIONS, ...before?.options, ...given },
    before,
    all,
    at,
    others,
    known: knownNames({
      base: before?.answers ?? {},
      objects: new Map(Object.entries(before?.services ?? {})),
      hand: ours ? writtenByHand(ours, all) : {},
      taken: [...(ours ? [ours] : []), ...others.map((s) => s.answers)],
    }),
  };
};

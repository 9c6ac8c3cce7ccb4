// An import on top of what the answers file contains.
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import { type LockedSource, lockText } from '../../importers/again/import-lock.ts';
import { servicesOf } from '../../importers/again/known-names.ts';
import { mergeAgain } from '../../importers/again/merge-again.ts';
import type { Difference } from '../../importers/again/merge-values.ts';
import { newSince, reportedOf } from '../../importers/again/reported.ts';
import { hostsOf } from '../../importers/again/traits.ts';
import type { ImportOptions } from '../../importers/importer.ts';
import type { LeafEntry } from '../../importers/report/every-leaf.ts';
import type { ImportResult } from '../../importers/run-import.ts';
import { objectOf } from '../../importers/source/object-of.ts';
import { importedText } from '../../importers/written/imported-text.ts';
import type { WantedSource } from './again-source.ts';
import type { Target } from './again-target.ts';
import type { ImportedFiles } from './source-files.ts';

/** A service of a new source that another source has already. */
export interface Owned {
  readonly name: string;
  readonly kind: string;
}

/** What an import makes of an answers file. */
export interface Merged {
  /** The answers of the file. */
  readonly answers: Tree;
  readonly conflicts: readonly Difference[];
  readonly changes: readonly Difference[];
  /** Services that were left out, because they belong to another source. */
  readonly owned: readonly Owned[];
  /** Losses that the last report did not list; undefined: this is the first import. */
  readonly fresh: ReadonlySet<LeafEntry> | undefined;
  /** Whether the files of the source have other content than at the last import. */
  readonly isEdited: boolean;
  /** The text of the file with answers, which may have been completed by a person. */
  readonly text: (answers: Tree) => string;
  readonly lock: string;
}

const placesOf = (answers: Tree, service: Tree): string[] => {
  const paths = [service.path, ...(Array.isArray(service.paths) ? (service.paths as unknown[]) : [])];
  return hostsOf(answers, service).flatMap((h) => paths.flatMap((p) => (typeof p === 'string' ? [`${h} ${p}`] : [])));
};

/** The services of a source without those that another source has: a service belongs to one source. */
const withoutOwned = (theirs: Tree, others: readonly LockedSource[]): { theirs: Tree; owned: Owned[] } => {
  const kinds = new Map(
    others.flatMap((s) =>
      servicesOf(s.answers).flatMap((x) => placesOf(s.answers, x).map((p) => [p, s.kind] as const)),
    ),
  );
  const owned: Owned[] = [];
  const services = servicesOf(theirs).filter((service) => {
    const kind = placesOf(theirs, service)
      .map((p) => kinds.get(p))
      .find((k) => k !== undefined);
    if (kind !== undefined) owned.push({ name: String(service.name), kind });
    return kind === undefined;
  });
  return { theirs: owned.length > 0 ? { ...theirs, services } : theirs, owned };
};

const authIn = (answers: Tree | undefined): Map<string, unknown> =>
  new Map(servicesOf(answers ?? {}).map((s) => [String(s.name), s.auth]));

/**
 * Decisions of a person about authentication that the source states in another way than at the last import, and that still cannot be
 * translated. The answers of both imports are the same, so a merge does not find them.
 */
const askedAgain = (base: Tree, ours: Tree | undefined, theirs: Tree, fresh: Iterable<LeafEntry>): Difference[] => {
  const [was, has, is] = [base, ours, theirs].map(authIn) as [
    Map<string, unknown>,
    Map<string, unknown>,
    Map<string, unknown>,
  ];
  const names = new Set<string>();
  for (const { verdict, code, keys } of fresh)
    if (verdict === 'asked' && code !== 'AuthUnstated')
      for (const key of keys) {
        const name = /^services\.([^.]+)\.auth$/.exec(key)?.[1];
        if (name !== undefined) names.add(name);
      }
  return [...names]
    .filter(
      (n) =>
        was.get(n) === UNDECIDED && is.get(n) === UNDECIDED && ![undefined, UNDECIDED].includes(has.get(n) as string),
    )
    .map((n) => ({ path: ['services', n, 'auth'], base: UNDECIDED, ours: has.get(n), theirs: UNDECIDED }));
};

/** Whether a conflict is none: the source states no authentication, and the file, which was written by hand, does. */
const isAnswer = ({ path, base, theirs }: Difference, unstated: ReadonlySet<string>): boolean =>
  base === undefined && theirs === UNDECIDED && unstated.has(path.join('.'));

const lockedOptions = ({ group, gateway }: ImportOptions): LockedSource['options'] => ({
  group,
  ...(gateway !== undefined && { gateway }),
});

/** Merges the result of an import into a target. Nothing is written. */
export const mergeInto = (
  target: Target,
  source: WantedSource,
  { files }: Pick<ImportedFiles, 'files'>,
  result: ImportResult,
): Merged => {
  const { before, others } = source;
  const { theirs, owned } = withoutOwned(result.answers, others);
  const { ours, previous } = target;
  const base = before?.answers ?? {};
  const { answers, conflicts, changes } = mergeAgain({
    base,
    ours,
    theirs,
    isShared: !before && others.length > 0,
  });
  const digests = Object.fromEntries(files.map(({ file, digest }) => [target.locked(file), `sha256:${digest}`]));
  const fresh = before && newSince(before.reported, result.entries, target.locked);
  const unstated = new Set(result.entries.filter((e) => e.code === 'AuthUnstated').flatMap((e) => e.keys));
  const names = servicesOf(theirs).map((s) => String(s.name));
  const now: LockedSource = {
    kind: source.kind,
    paths: source.paths.map(target.locked),
    options: lockedOptions(source.options),
    files: digests,
    services: Object.fromEntries(
      names.map((n) => [
        n,
        [...new Set((result.objects.get(`services.${n}`) ?? []).map(objectOf))].filter((o) => o !== ''),
      ]),
    ),
    answers: theirs,
    reported: reportedOf(result.entries, target.locked),
  };
  const all = source.at === undefined ? [...source.all, now] : source.all.map((s, i) => (i === source.at ? now : s));
  return {
    answers,
    conflicts: [...conflicts.filter((c) => !isAnswer(c, unstated)), ...askedAgain(base, ours, theirs, fresh ?? [])],
    changes,
    owned,
    fresh,
    isEdited:
      before !== undefined && JSON.stringify(sortedPairs(before.files)) !== JSON.stringify(sortedPairs(digests)),
    text: (whole) =>
      importedText({
        previous,
        answers: whole,
        changes,
        result,
        files: [...Object.keys(before?.files ?? {}), ...Object.keys(digests)],
        nameOf: target.locked,
      }),
    lock: lockText(all),
  };
};

const sortedPairs = (files: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));

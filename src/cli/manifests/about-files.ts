// Findings about files, not about objects in them.
import { basename, dirname } from 'node:path';
import { type Finding, finding } from '../../diagnostics/finding.ts';
import type { Located, Place } from '../../diagnostics/place.ts';
import { show } from '../../effective/objects/loose-objects.ts';
import { originOf } from '../../files/checksum.ts';
import { PART_OF } from '../../model/intent.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Units } from './applied-units.ts';
import type { FileSet } from './file-set.ts';
import {
  appliedEntries,
  type Entry,
  type Kustomization,
  patchEntries,
  resourcesIn,
} from './kustomize/kustomization.ts';
import { Places } from './places.ts';
import type { Twice } from './views.ts';

/** Helm values of Envoy Gateway, which contain its configuration. */
export const VALUES = 'envoy-gateway-values.yaml';
const GENERATED = /\.(ya?ml|sh|md)$/;

/** A finding about a file, at its beginning. */
export const atFile = (found: Finding): Located => ({ ...found, place: { file: found.resource, line: 1, column: 1 } });

/** Generated files that were edited. */
export const editedFiles = (files: FileSet, paths: readonly string[]): Located[] =>
  paths
    .filter((path) => GENERATED.test(path) && originOf(files.read(path).text) === 'edited')
    .map((path) => atFile(finding('EditedByHand', files.shown(path), '')));

/** The place of an entry of a kustomization. */
const placeOf = (k: Kustomization, { steps }: Entry): Place =>
  k.source.place(new Places(k.source.text, k.part).offsetOf(0, steps));

/** Resources and patches of kustomizations that do not exist. */
export const missingFiles = (kustomizations: readonly Kustomization[]): Located[] =>
  kustomizations.flatMap((k) =>
    [...appliedEntries(k), ...patchEntries(k)]
      .filter(({ path }) => resourcesIn(k.folder, [path]).missing.length > 0)
      .map((entry) => ({
        ...finding('FileMissing', k.source.file, '', { file: entry.path }),
        place: placeOf(k, entry),
      })),
  );

/** Fields that change objects by rules or programs that are not read here. */
const NOT_APPLIED = ['configurations', 'transformers'];

/** One finding for all kustomizations with such a field. */
export const notApplied = (kustomizations: readonly Kustomization[]): Located[] => {
  const isIn = (k: Kustomization) => (name: string) => {
    const list = k.fields[name];
    return Array.isArray(list) && list.length > 0;
  };
  const found = kustomizations.filter((k) => NOT_APPLIED.some(isIn(k)));
  const [first] = found;
  if (!first) return [];
  const fields = NOT_APPLIED.filter((name) => found.some((k) => isIn(k)(name)));
  const offset = new Places(first.source.text, first.part).offsetOf(0, [NOT_APPLIED.find(isIn(first))!]);
  const of = { fields, files: found.map((k) => k.source.file) };
  const one = finding('KustomizeNotBuilt', first.source.file, '', { case: 'fields', of });
  return [{ ...one, place: first.source.place(offset) }];
};

const about = (
  files: FileSet,
  code: 'NoManifests' | 'PatchUnused' | 'TemplateNotRendered',
  paths: readonly string[],
): Located[] => {
  const [first] = paths;
  return first === undefined
    ? []
    : [atFile(finding(code, files.shown(first), '', { files: paths.map((p) => files.shown(p)) }))];
};

/** One finding for all files without manifests, one for all patches that nothing applies, and one for all templates. */
export const passedOver = (files: FileSet, paths: readonly string[], { used, strays }: Units): Located[] => {
  const isOurs = (path: string): boolean => [VALUES, ANSWERS_FILE].includes(basename(path));
  const others = paths.filter((p) => !used.inputs.has(p) && !isOurs(p) && !files.isKustomization(p));
  const ofSort = (sort: string): string[] => others.filter((p) => files.content(p).sort === sort);
  return [
    ...about(files, 'NoManifests', ofSort('foreign')),
    ...about(files, 'PatchUnused', [...strays]),
    ...about(files, 'TemplateNotRendered', ofSort('template')),
  ];
};

/** For each folder, the objects that several of its files define differently. */
export const twiceInFolders = (twice: readonly Twice[]): Located[] => {
  const byFolder = new Map<string, Twice[]>();
  for (const t of twice) {
    const folder = dirname(t.second.source.file);
    const list = byFolder.get(folder);
    if (list) list.push(t);
    else byFolder.set(folder, [t]);
  }
  return [...byFolder.values()].map((list) => {
    const [{ first, second }] = list as [Twice];
    const others = new Set(list.map((t) => show(t.second.object))).size - 1;
    return atFile(
      finding('DefinedTwice', second.source.file, '', {
        object: show(second.object),
        other: first.source.file,
        others,
      }),
    );
  });
};

/** For each pair of Gateways, the objects that the folders of both define. */
export const ofTwoGateways = (contested: readonly Twice[]): Located[] => {
  const partOf = (o: Twice['first']): string => o.object.metadata.labels?.[PART_OF] ?? '';
  const pairs = groupBy(contested, ({ first, second }) => `${partOf(first)} ${partOf(second)}`);
  return [...pairs.values()].map((list) => {
    const [{ first, second }] = list as [Twice];
    return atFile(
      finding('OwnedByTwoGateways', second.source.file, '', {
        gateways: [partOf(first), partOf(second)],
        objects: [...new Set(list.map((t) => show(t.second.object)))],
        other: first.source.file,
      }),
    );
  });
};

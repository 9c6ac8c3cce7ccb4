// What `kustomize build` makes of a folder, as far as it can be known from the files.
import { readFileSync } from 'node:fs';
import type { Json } from '../../../admission/admission-schema.ts';
import { text } from '../../../effective/objects/loose-objects.ts';
import type { Variables } from '../../../objects/unknown-value.ts';
import { documentsOf } from '../documents.ts';
import type { FileContent } from '../file-content.ts';
import { patchedItems, patchesOf, type ReadValues } from './apply-patches.ts';
import { withGenerated } from './generated.ts';
import { changed, type Item, unsure } from './item.ts';
import { type Kustomization, resourcesIn, strings } from './kustomization.ts';
import { inNamespaceOf, labelled, nameParts, renamed, type ScopeOf } from './rename.ts';
import { replacedItems } from './replacements.ts';
import { withSubjects } from './subjects.ts';

/** What a kustomization makes. */
export interface Built {
  readonly items: readonly Item[];
  /** It also applies objects that are not among the files: of a remote repository, a chart or a plugin. */
  readonly isPartial: boolean;
}

/** How a build reads files. Each is read once, however many builds use it. */
export interface BuildFiles {
  readonly content: (file: string) => FileContent;
  readonly kustomization: (folder: string) => Kustomization | undefined;
  readonly scopeOf: ScopeOf;
  /** What Flux replaces in the files, and in patches. */
  readonly variables?: Variables;
}

/** What Flux or Argo CD sets in addition to the kustomization. */
export interface Delivery {
  /** Namespace of all objects. */
  readonly targetNamespace?: string | undefined;
  /** Namespace of objects that have none. */
  readonly defaultNamespace?: string | undefined;
  /** Folders of Components, absolute. */
  readonly components?: readonly string[];
  /** Values that Flux writes instead of `${NAME}`. */
  readonly variables?: Variables;
}

/** Nesting of bases; a cycle ends here, too. */
const MOST_LEVELS = 30;
/** Kustomizations of one build; a base that names another one twice, and so on, would need endless time. */
const MOST_FOLDERS = 2000;
const MOST_TEXT = 16 * 1024 * 1024;

const readerOf =
  (variables?: Variables): ReadValues =>
  (from) => {
    try {
      const all = typeof from === 'string' ? readFileSync(from, 'utf8') : from.text;
      const reads = all.length > MOST_TEXT ? [] : [...documentsOf(all, variables)];
      if (reads.length === 0 || reads.some((r) => r.value === undefined)) return undefined;
      return reads.map((r) => r.value as Json).filter((v) => v !== null);
    } catch {
      return undefined;
    }
  };

const readPlain = (path: string): string | undefined => {
  try {
    const all = readFileSync(path, 'utf8');
    return all.length > MOST_TEXT ? undefined : all;
  } catch {
    return undefined;
  }
};

/** Whether plugins, charts or rules for names change what is not known here. */
const hasUnknown = ({ fields: f }: Kustomization): boolean =>
  [f.generators, f.transformers, f.helmCharts, f.helmChartInflationGenerator, f.configurations].some(
    (l) => Array.isArray(l) && l.length > 0,
  );

class Build {
  isPartial = false;
  private count = 0;

  private readonly readValues: ReadValues;

  constructor(private readonly files: BuildFiles) {
    this.readValues = readerOf(files.variables);
  }

  /** The order is that of kustomize (kusttarget.go: accumulateTarget, configureBuiltinTransformers). */
  accumulate(k: Kustomization, before: readonly Item[], delivery: Delivery, level: number): Item[] {
    const f = k.fields;
    if (hasUnknown(k)) this.isPartial = true;
    const generated = withGenerated([...before, ...this.resources(k, level)], k, readPlain);
    let { items } = generated;
    if (!generated.isWhole) this.isPartial = true;
    const { folders, missing, remote } = resourcesIn(k.folder, strings(f.components));
    if (missing.length > 0 || remote.length > 0) items = items.map(unsure('components'));
    for (const folder of [...folders, ...(delivery.components ?? [])]) items = this.below(folder, items, level);
    const patches = patchesOf(k, this.readValues);
    items = patchedItems(items, patches.first);
    const namespace = text(f.namespace);
    const [prefix, suffix] = nameParts(f);
    items = items.map((item) => {
      let { object } = item;
      if (namespace !== undefined && namespace !== '') object = inNamespaceOf(object, namespace, this.files.scopeOf);
      return changed(item, labelled(renamed(object, prefix, suffix), f));
    });
    items = patchedItems(items, patches.last);
    return replacedItems(items, k, this.readValues);
  }

  private resources(k: Kustomization, level: number): Item[] {
    const { files, folders, remote } = resourcesIn(k.folder, [
      ...strings(k.fields.resources),
      ...strings(k.fields.bases),
    ]);
    if (remote.length > 0) this.isPartial = true;
    const own = files.flatMap((file) => {
      const { sort, objects } = this.files.content(file);
      if (sort === 'template') this.isPartial = true;
      return objects.map((o): Item => ({ ...o, earlier: [] }));
    });
    return [...own, ...folders.flatMap((folder) => this.below(folder, [], level))];
  }

  private below(folder: string, items: readonly Item[], level: number): Item[] {
    this.count++;
    const k = level < MOST_LEVELS && this.count < MOST_FOLDERS ? this.files.kustomization(folder) : undefined;
    if (k) return this.accumulate(k, items, {}, level + 1);
    this.isPartial = true;
    return [...items];
  }
}

/** Objects with the namespace that Flux or Argo CD sets. */
export const delivered = (items: readonly Item[], delivery: Delivery, scopeOf: ScopeOf): Item[] => {
  const { targetNamespace, defaultNamespace } = delivery;
  return items.map((item) => {
    let { object } = item;
    if (targetNamespace !== undefined) object = inNamespaceOf(object, targetNamespace, scopeOf);
    if (defaultNamespace !== undefined) object = inNamespaceOf(object, defaultNamespace, scopeOf, true);
    return changed(item, object);
  });
};

/** Builds a kustomization, with what delivers it. */
export const buildOf = (k: Kustomization, files: BuildFiles, delivery: Delivery): Built => {
  const build = new Build(files);
  const items = build.accumulate(k, [], delivery, 0);
  return { items: delivered(withSubjects(items), delivery, files.scopeOf), isPartial: build.isPartial };
};

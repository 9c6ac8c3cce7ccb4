// All files of a run: those below the paths, and bases that kustomizations name outside of them. Each is read once.
import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { readSchema } from '../../crds/load-crds.ts';
import type { Variables } from '../../objects/unknown-value.ts';
import { contentOf, type FileContent } from './file-content.ts';
import { Charts } from './folder-files.ts';
import type { BuildFiles } from './kustomize/build.ts';
import { KUSTOMIZATION, type Kustomization, kustomizationIn, kustomizationOf } from './kustomize/kustomization.ts';
import type { ScopeOf } from './kustomize/rename.ts';
import { type ReadText, readText } from './text.ts';

const TEMPLATE: FileContent = { sort: 'template', objects: [], findings: [] };

/** Reads files on demand. */
export class FileSet implements BuildFiles {
  /** By absolute path, in the order in which they were read. */
  readonly contents = new Map<string, FileContent>();
  private readonly kustomizations = new Map<string, Kustomization | undefined>();
  private readonly texts = new Map<string, ReadText>();
  private readonly given: ReadonlySet<string>;
  private readonly charts = new Charts();
  private readonly scopes = new Map<string, ReturnType<ScopeOf>>();

  /** `given`: files whose text is already known, such as standard input. */
  constructor(
    readonly cwd: string,
    given: ReadonlyMap<string, ReadText> = new Map(),
  ) {
    this.given = new Set(given.keys());
    for (const [path, text] of given) this.texts.set(path, text);
  }

  /** The text of a file. */
  read(path: string): ReadText {
    const known = this.texts.get(path);
    if (known) return known;
    const text = readText(path);
    this.texts.set(path, text);
    return text;
  }

  /** The name of a file in findings. */
  shown(path: string): string {
    return this.given.has(path) ? path : relative(this.cwd, path) || path;
  }

  /** The path of a file that findings name. */
  pathOf(shown: string): string {
    return resolve(this.cwd, shown);
  }

  content(path: string): FileContent {
    const known = this.contents.get(path);
    if (known) return known;
    const isTemplate = !this.given.has(path) && this.charts.isTemplate(path);
    const content = isTemplate ? TEMPLATE : contentOf(this.shown(path), this.read(path));
    this.contents.set(path, content);
    return content;
  }

  /** The same files with what Flux replaces in them. Those without placeholders are not read again. */
  with(variables: Variables): BuildFiles {
    const replaced = new Map<string, FileContent>();
    return {
      scopeOf: this.scopeOf,
      variables,
      kustomization: (folder) => this.kustomization(folder),
      content: (path) => {
        const plain = this.content(path);
        const read = this.read(path);
        if (plain.objects.length === 0 || !read.text.includes('${')) return plain;
        const known = replaced.get(path) ?? contentOf(this.shown(path), read, variables);
        replaced.set(path, known);
        return known;
      },
    };
  }

  /** The kustomization of a folder; undefined if it has none, or one that cannot be read. */
  kustomization(folder: string): Kustomization | undefined {
    if (!this.kustomizations.has(folder)) {
      const file = kustomizationIn(folder);
      this.kustomizations.set(folder, file === undefined ? undefined : this.kustomizationFrom(file));
    }
    return this.kustomizations.get(folder);
  }

  /** Whether a file is a kustomization, which contains no objects itself. */
  isKustomization(path: string): boolean {
    return KUSTOMIZATION.test(basename(path)) && this.kustomization(dirname(path)) !== undefined;
  }

  readonly scopeOf: ScopeOf = (apiVersion, kind) => {
    const id = `${apiVersion} ${kind}`;
    if (!this.scopes.has(id)) this.scopes.set(id, readSchema(apiVersion, kind)?.scope);
    return this.scopes.get(id);
  };

  private kustomizationFrom(file: string): Kustomization | undefined {
    return statSync(file).isFile() ? kustomizationOf(dirname(file), this.shown(file), this.read(file)) : undefined;
  }
}

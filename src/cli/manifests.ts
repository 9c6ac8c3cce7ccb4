import { relative, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Finding } from '../diagnostics/finding.ts';
import type { Located, Place } from '../diagnostics/place.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { show } from '../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { unreadable } from './answers.ts';
import { type Environment, UserError } from './environment.ts';
import { type ManifestFiles, manifestFiles } from './manifest-files.ts';
import { objectsIn } from './manifests/document-objects.ts';
import { documentsOf, type Read } from './manifests/documents.ts';
import { Excerpts } from './manifests/excerpts.ts';
import type { Part } from './manifests/part.ts';
import { Places, type Position, stepsOf } from './manifests/places.ts';
import { findingOf, Lines, type Problem, readText } from './manifests/text.ts';

/** The objects of files, and findings about the files themselves. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly findings: readonly Finding[];
  /** The files that were read, as findings name them. */
  readonly files: readonly string[];
  /** The configuration of Envoy Gateway, if the files contain it. */
  readonly config: unknown;
  /** Adds its place to each finding. */
  readonly located: (findings: readonly Finding[]) => Located[];
}

/** The ConfigMap from which a running Envoy Gateway reads its configuration. */
const configIn = (objects: readonly KubernetesObject[]): unknown => {
  const map = objects.find((o) => o.kind === 'ConfigMap' && o.metadata.name === 'envoy-gateway-config');
  const text = (map as { data?: Record<string, unknown> } | undefined)?.data?.['envoy-gateway.yaml'];
  try {
    return typeof text === 'string' ? parse(text, { logLevel: 'silent', uniqueKeys: false }) : undefined;
  } catch {
    return undefined;
  }
};

/** A file that was read, with the places in it. The text is kept because a pipe can be read only once. */
class Source {
  private lines: Lines | undefined;
  private excerpts: Excerpts | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  /** `isSecret`: the line is part of a Secret, so it is not shown. */
  place(offset: number, isSecret = false): Place {
    this.lines ??= new Lines(this.text);
    this.excerpts ??= new Excerpts(this.text, this.lines);
    const at = this.lines.at(offset);
    return { file: this.file, ...at, ...(isSecret ? {} : this.excerpts.of(at.line, offset)) };
  }
}

type Where = Position & { readonly source: Source };

/** Everything that was read so far. */
class Collection {
  readonly files: string[] = [];
  readonly objects: KubernetesObject[] = [];
  readonly findings: Finding[] = [];
  private readonly ofFiles = new Map<Finding, Place>();
  private readonly where = new Map<string, Where>();

  aboutFile(finding: Finding): void {
    this.findings.push(finding);
    this.ofFiles.set(finding, { file: finding.resource, line: 1, column: 1 });
  }

  private problem(source: Source, { offset, ...problem }: Problem): void {
    const found = findingOf(problem, source.file);
    this.findings.push(found);
    this.ofFiles.set(found, source.place(offset));
  }

  read(file: string, path: string): void {
    const { text, problem } = readText(path);
    const source = new Source(file, text);
    this.files.push(file);
    // The text before an invalid byte may end in the middle of a document.
    if (problem) this.problem(source, problem);
    else for (const read of documentsOf(text)) this.document(source, read);
  }

  private document(source: Source, { part, index, value, problems }: Read): void {
    for (const p of problems) this.problem(source, p);
    if (value === undefined) return;
    let places: Places | undefined;
    for (const found of objectsIn(value)) {
      if ('object' in found) {
        this.objects.push(found.object);
        this.where.set(show(found.object), { source, part, index, path: found.path });
      } else {
        places ??= new Places(source.text, part);
        const offset = places.offsetOf(index, found.path);
        this.problem(source, { ...found.fault, offset });
      }
    }
  }

  /** Works part by part, so that only parts with findings are parsed again, and each only once. */
  located(findings: readonly Finding[]): Located[] {
    const byPart = new Map<Part, { at: number; where: Where; field: string }[]>();
    const out: Located[] = findings.map((f, at) => {
      const where = this.where.get(f.resource);
      if (this.ofFiles.has(f) || !where) return { ...f, place: this.ofFiles.get(f) };
      const list = byPart.get(where.part);
      if (list) list.push({ at, where, field: f.field });
      else byPart.set(where.part, [{ at, where, field: f.field }]);
      return f;
    });
    for (const [part, list] of byPart) {
      const places = new Places(list[0]!.where.source.text, part);
      for (const { at, where, field } of list) {
        const offset = places.offsetOf(where.index, [...where.path, ...stepsOf(field)]);
        const found = findings[at]!;
        out[at] = { ...found, place: where.source.place(offset, found.resource.startsWith('Secret ')) };
      }
    }
    return out;
  }
}

/** Reads objects from files and folders. Invalid YAML and objects become findings; a missing path is a user error. */
export const readManifests = (environment: Environment, paths: readonly string[]): Manifests => {
  const all = new Collection();
  let config: unknown;
  for (const shown of paths) {
    let files: ManifestFiles;
    try {
      files = manifestFiles(environment.cwd, resolve(environment.cwd, shown));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'ENOENT' || code === 'ENOTDIR'
        ? new UserError(`The file or folder ${visibleLine(shown)} does not exist.`)
        : unreadable(shown, error);
    }
    for (const f of files.findings) all.aboutFile(f);
    config ??= files.config;
    for (const path of files.objects) all.read(relative(environment.cwd, path) || path, path);
  }
  return {
    objects: all.objects,
    findings: all.findings,
    files: all.files,
    config: config ?? configIn(all.objects),
    located: (findings) => all.located(findings),
  };
};

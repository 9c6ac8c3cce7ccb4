// What one file contains: manifests, or something that is none of our business.
import { isObject, type Json } from '../../admission/admission-schema.ts';
import { readSchema } from '../../crds/load-crds.ts';
import type { Located } from '../../diagnostics/place.ts';
import { isOurs } from '../../effective/objects/loose-objects.ts';
import type { Variables } from '../../objects/unknown-value.ts';
import { objectsIn } from './document-objects.ts';
import { documentsOf, type Read } from './documents.ts';
import { Places } from './places.ts';
import { type Placed, Source } from './source.ts';
import { findingOf, type Problem, type ReadText } from './text.ts';

/**
 * `manifests`: Kubernetes objects, some of which may be broken. `template`: text that a program renders to manifests, such as Helm.
 * `foreign`: no Kubernetes objects, such as Helm values or the file of another tool.
 */
export type Sort = 'manifests' | 'template' | 'foreign';

/** The content of a file. */
export interface FileContent {
  readonly sort: Sort;
  readonly objects: readonly Placed[];
  readonly findings: readonly Located[];
}

const NOTHING: FileContent = { sort: 'foreign', objects: [], findings: [] };

/** Every object has both keys; a text without them need not be parsed. A fault in one of the keys must still be found. */
const mayHaveObjects = (text: string): boolean =>
  text.includes('apiVersion') || (/\bkind\b/.test(text) && /\bmetadata\b/.test(text));

/** Delimiters of Helm, Go templates and Jinja. */
const TEMPLATE = /\{\{|\{%/;

/** Groups whose kinds are always objects; of other groups, files of tools have apiVersion and kind as well. */
const isKnownGroup = (apiVersion: Json | undefined): boolean =>
  typeof apiVersion === 'string' &&
  (/^(?:v1|(?:apps|batch|autoscaling|policy)\/v\d\w*)$/.test(apiVersion) || isOurs(apiVersion.split('/')[0]));
/** Files in the groups above that are no objects: kubeconfig, the configuration of Envoy Gateway, reports of Gateway API. */
const SETTINGS = new Set<Json | undefined>(['Config', 'ConformanceReport', 'EnvoyGateway']);

const hasName = (metadata: Json): boolean =>
  !isObject(metadata) || metadata.name !== undefined || metadata.generateName !== undefined;

/**
 * Whether a document is meant as a Kubernetes object. Configuration files of many tools have apiVersion and kind, but no metadata
 * (kubelet), or metadata without a name (IstioOperator), or metadata and no kind (Score); Chart.yaml has only apiVersion.
 */
const isMeantAsObject = (value: Json | undefined): boolean => {
  if (!isObject(value)) return false;
  const { apiVersion, kind, metadata, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && apiVersion !== undefined) return true;
  if (metadata === undefined)
    return items === undefined && kind !== undefined && isKnownGroup(apiVersion) && !SETTINGS.has(kind);
  if (kind === undefined) return isKnownGroup(apiVersion);
  if (apiVersion === undefined) return isObject(metadata);
  if (hasName(metadata) || isKnownGroup(apiVersion)) return true;
  return typeof apiVersion === 'string' && typeof kind === 'string' && readSchema(apiVersion, kind) !== undefined;
};

/** Collects the content of one file, document by document. */
class Content {
  readonly objects: Placed[] = [];
  readonly findings: Located[] = [];

  constructor(private readonly source: Source) {}

  problem({ offset, ...problem }: Problem): void {
    this.findings.push({ ...findingOf(problem, this.source.file), place: this.source.place(offset) });
  }

  add({ part, index, value, problems }: Read): void {
    for (const p of problems) this.problem(p);
    if (value === undefined) return;
    let places: Places | undefined;
    for (const found of objectsIn(value)) {
      if ('object' in found) {
        this.objects.push({ object: found.object, source: this.source, part, index, path: found.path });
      } else {
        places ??= new Places(this.source.text, part);
        this.problem({ ...found.fault, offset: places.offsetOf(index, found.path) });
      }
    }
  }
}

const isBroken = (read: Read): boolean => read.problems.some((p) => p.code === 'FileUnreadable');

/** A key of every object, at the beginning of a line. */
const KEY = /^[ \t{]*["']?(?:apiVersion|kind)["']?[ \t]*:/m;

/** Reads the text of a file. `file`: as findings name it; `variables`: what Flux replaces in it. */
export const contentOf = (file: string, { text, problem, rough }: ReadText, variables?: Variables): FileContent => {
  const source = new Source(file, text);
  const content = new Content(source);
  if (problem) {
    if (rough !== undefined && !mayHaveObjects(rough)) return NOTHING;
    content.problem(problem);
    return { sort: 'manifests', objects: [], findings: content.findings };
  }
  if (!mayHaveObjects(text)) return NOTHING;
  const reads = [...documentsOf(text, variables)];
  if (TEMPLATE.test(text) && reads.some(isBroken)) return { ...NOTHING, sort: 'template' };
  const hasKey = ({ part }: Read): boolean => KEY.test(text.slice(part.start, part.end));
  if (!reads.some((r) => (isBroken(r) ? hasKey(r) : isMeantAsObject(r.value)))) return NOTHING;
  for (const read of reads) content.add(read);
  return { sort: 'manifests', objects: content.objects, findings: content.findings };
};

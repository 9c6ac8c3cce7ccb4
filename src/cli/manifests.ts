import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Document, isMap, isNode, LineCounter, parse, parseAllDocuments } from 'yaml';
import { visibleLine } from '../answers/visible.ts';
import type { Finding } from '../checks/finding.ts';
import { show } from '../checks/references/objects.ts';
import type { Place } from '../checks/sarif.ts';
import type { KubernetesObject } from '../resources/resource.ts';
import { type ManifestFiles, manifestFiles } from './manifest-files.ts';
import { UserError, type World } from './world.ts';

const isObject = (v: unknown): v is KubernetesObject =>
  typeof v === 'object' && v !== null && 'kind' in v && 'apiVersion' in v && 'metadata' in v;

/** A List, as `kubectl get -o yaml` gives it, is the objects in it. */
const unfolded = (o: unknown): unknown[] => {
  const { kind, items } = (o ?? {}) as { kind?: unknown; items?: unknown };
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : [o];
};

/** `spec.rules[0].name` as a path of the document. */
const stepsOf = (field: string): (string | number)[] =>
  [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => (m[2] === undefined ? m[1]! : Number(m[2])));

/** Objects of files, where each field of theirs stands, and what can be said of the files themselves. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly findings: readonly Finding[];
  /** Envoy Gateway's own configuration, where it is among them. */
  readonly config: unknown;
  readonly placeOf: (finding: Finding) => Place | undefined;
}

/** The ConfigMap from which a running Envoy Gateway reads its configuration. */
const configIn = (objects: readonly KubernetesObject[]): unknown => {
  const map = objects.find((o) => o.kind === 'ConfigMap' && o.metadata.name === 'envoy-gateway-config');
  const text = (map as { data?: Record<string, unknown> } | undefined)?.data?.['envoy-gateway.yaml'];
  try {
    return typeof text === 'string' ? parse(text, { logLevel: 'silent' }) : undefined;
  } catch {
    return undefined;
  }
};

interface Read {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** The deepest node on the way to a field that the document has. */
const placeIn = ({ file, document, lines }: Read, field: string): Place => {
  let node: unknown = document.contents;
  for (const step of stepsOf(field)) {
    const next =
      isNode(node) && 'get' in node ? (node as { get(k: unknown, keep: true): unknown }).get(step, true) : undefined;
    if (!isNode(next)) break;
    node = next;
  }
  const offset = (isNode(node) ? node.range?.[0] : undefined) ?? document.range[0];
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
};

/** Reads objects from files and folders; a file that is no YAML, or holds something else, is a user error. */
export const readManifests = (world: World, paths: readonly string[]): Manifests => {
  const objects: KubernetesObject[] = [];
  const findings: Finding[] = [];
  let config: unknown;
  const where = new Map<string, Read>();
  for (const shown of paths) {
    let files: ManifestFiles;
    try {
      files = manifestFiles(world.cwd, resolve(world.cwd, shown));
    } catch {
      throw new UserError(`${visibleLine(shown)}: there is no such file or folder.`);
    }
    findings.push(...files.findings);
    config ??= files.config;
    for (const path of files.objects) {
      const file = relative(world.cwd, path) || path;
      const text = readFileSync(path, 'utf8');
      const lines = new LineCounter();
      const documents = parseAllDocuments(text, { logLevel: 'silent', lineCounter: lines });
      for (const document of Array.isArray(documents) ? documents : []) {
        const [bad] = document.errors;
        if (bad) throw new UserError(`${visibleLine(file)}: ${bad.message.split('\n')[0]}`);
        for (const o of unfolded(document.toJS({ maxAliasCount: 100 }))) {
          if (o === null) continue;
          if (!isObject(o) || typeof o.metadata?.name !== 'string')
            throw new UserError(
              `${visibleLine(file)}: a document is no Kubernetes object (apiVersion, kind, metadata.name).`,
            );
          objects.push(o);
          if (isMap(document.contents)) where.set(show(o), { file, document, lines });
        }
      }
    }
  }
  return {
    objects,
    findings,
    config: config ?? configIn(objects),
    placeOf: ({ resource, field }) => {
      const read = where.get(resource);
      if (read) return placeIn(read, field);
      return findings.some((f) => f.resource === resource) ? { file: resource, line: 1, column: 1 } : undefined;
    },
  };
};

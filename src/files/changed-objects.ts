// Which objects differ from what the output folder contained. Files are compared as text first, so an unchanged folder costs
// nothing; only documents of files that differ are split. Nothing is parsed as YAML: both sides were written by this tool.
import { MANIFESTS } from './manifest-files.ts';
import type { WritePlan } from './plan.ts';

/** An object that must be applied or deleted, so that the cluster has what the folder contains. */
export interface ChangedObject {
  readonly does: 'create' | 'change' | 'delete';
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Path in the output folder; of a deleted object, the file that contained it. */
  readonly file: string;
  /** Its YAML, without the header of the file. */
  readonly text: string;
}

/** The last line of the header of a file. */
const HEADER_END = /^# eg-api-gateway:[0-9a-f]{16}\n/m;
const METADATA = /^metadata:\n((?: .*\n|\n)*)/m;
const PREFIX = /^ *(?:- )*/;

const unquoted = (scalar: string): string => {
  if (!scalar.startsWith('"')) return scalar;
  try {
    return JSON.parse(scalar) as string;
  } catch {
    // A file that was edited by hand.
    return scalar;
  }
};

const fieldOf = (text: string, field: RegExp): string | undefined => {
  const found = field.exec(text)?.[1];
  return found === undefined ? undefined : unquoted(found.trim());
};

/** A document with what it defines; undefined: a document that was edited until it names no object. */
const objectIn = (text: string, file: string): Omit<ChangedObject, 'does'> | undefined => {
  const metadata = METADATA.exec(text)?.[1] ?? '';
  const apiVersion = fieldOf(text, /^apiVersion: (.+)$/m);
  const kind = fieldOf(text, /^kind: (.+)$/m);
  const name = fieldOf(metadata, /^ {2}name: (.+)$/m);
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  return { apiVersion, kind, namespace: fieldOf(metadata, /^ {2}namespace: (.+)$/m), name, file, text };
};

const objectsIn = (text: string, file: string): Omit<ChangedObject, 'does'>[] => {
  const unix = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
  const header = HEADER_END.exec(unix);
  const body = header ? unix.slice(header.index + header[0].length) : unix;
  return body.split(/^---\n/m).flatMap((document) => objectIn(document, file) ?? []);
};

/** A document without its comments: they do not reach the cluster. Lines of a block literal, such as a script, are no comments. */
const withoutComments = (text: string): string => {
  const kept: string[] = [];
  // Column of the content of the block literal that a line may belong to.
  let content = Number.POSITIVE_INFINITY;
  for (const line of text.split('\n')) {
    const column = line.search(/\S/);
    if (column >= 0 && column < content) content = Number.POSITIVE_INFINITY;
    const inBlock = content !== Number.POSITIVE_INFINITY;
    if (!inBlock && line[column] === '#') continue;
    kept.push(line);
    if (inBlock) continue;
    const [prefix] = PREFIX.exec(line)!;
    if (/: \|-?$/.test(line)) content = prefix.length + 2;
    else if (/^\|-?$/.test(line.slice(prefix.length))) content = prefix.length;
  }
  return kept.join('\n');
};

const isSame = (a: string, b: string): boolean => a === b || withoutComments(a) === withoutComments(b);

const keyOf = ({ apiVersion, kind, namespace, name }: Omit<ChangedObject, 'does'>): string =>
  // The version of an API may change without another object in the cluster.
  JSON.stringify([apiVersion.replace(/\/?[^/]*$/, ''), kind, namespace, name]);

/** The objects that a plan creates or changes, in apply order, then those that are no longer generated, routes first. */
export const changedObjects = ({
  files,
  created,
  changed,
  blocked,
  former,
}: Pick<WritePlan, 'files' | 'created' | 'changed' | 'blocked' | 'former'>): ChangedObject[] => {
  const before = new Map(
    [...former].flatMap(([path, text]) =>
      MANIFESTS.test(path) ? objectsIn(text, path).map((o) => [keyOf(o), o] as const) : [],
    ),
  );
  const differing = new Set([...created, ...changed, ...blocked]);
  const out: ChangedObject[] = [];
  for (const [path, { text }] of files)
    if (differing.has(path) && MANIFESTS.test(path))
      for (const object of objectsIn(text, path)) {
        const key = keyOf(object);
        const old = before.get(key);
        before.delete(key);
        if (old === undefined) out.push({ does: 'create', ...object });
        else if (!isSame(old.text, object.text)) out.push({ does: 'change', ...object });
      }
  const isRoute = ({ kind }: { readonly kind: string }): number => (kind.endsWith('Route') ? 0 : 1);
  const deleted = [...before.values()].map((o): ChangedObject => ({ does: 'delete', ...o }));
  return [...out, ...deleted.sort((a, b) => isRoute(a) - isRoute(b))];
};

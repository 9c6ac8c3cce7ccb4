// The operations of a document, with references to path items resolved.
import type { Ledger } from '../report/ledger.ts';
import { SourceNode } from '../source/source-node.ts';
import { ignoreItem } from './ignored.ts';
import { pointed } from './pointer.ts';

/** HTTP methods as path items write them. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;
/** A map of further methods (OpenAPI 3.2). */
const FURTHER = 'additionalOperations';

/** Whether a service can be for this method alone (HTTPMethod of Gateway API). */
export const isRoutable = (method: string): boolean =>
  /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|CONNECT)$/.test(method);

/** Every method that `x-amazon-apigateway-any-method` means. */
const ANY = 'x-amazon-apigateway-any-method';
const OF_ANY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** An operation of a path. */
export interface Operation {
  readonly path: string;
  readonly methods: readonly string[];
  readonly node: SourceNode;
  /** The path item that contains it. */
  readonly item: SourceNode;
}

/** The last part of a file's name. */
const baseName = (file: string): string => file.replace(/^.*[\\/]/, '');

/** The path item that a reference leads to; undefined: it is reported. */
const resolved = (
  at: SourceNode,
  item: SourceNode,
  all: readonly SourceNode[],
  ledger: Ledger,
): SourceNode | undefined => {
  const seen = new Set<string>();
  let now = item;
  for (;;) {
    const ref = now.get('$ref');
    if (!ref.exists) return now;
    const text = ref.text ?? '';
    const [file = '', pointer = ''] = text.split('#');
    const known = (n: SourceNode): boolean => n.document.file === file || baseName(n.document.file) === baseName(file);
    const own = now.document === at.document ? at : new SourceNode(now.document);
    const root = file === '' ? own : /^https?:/i.test(file) ? undefined : all.find(known);
    const target = root && pointed(root, pointer);
    const id = target?.id;
    if (!target?.exists || !id || seen.has(id)) {
      ledger.say(ref, 'OpenapiReferenceUnread', { reference: text, circular: id !== undefined && seen.has(id) });
      return undefined;
    }
    seen.add(id);
    ledger.carried(ref, 'services');
    now = target;
  }
};

/** The operations of a document, and the paths of which it is not known what they have. */
interface Operations {
  readonly operations: readonly Operation[];
  readonly unread: readonly string[];
}

/** The operations of a document. `all`: the documents of the input, to which references may lead. */
export const operationsOf = (root: SourceNode, all: readonly SourceNode[], ledger: Ledger): Operations => {
  const unread: string[] = [];
  const operations = root.get('paths').children.flatMap((written) => {
    if (written.key.startsWith('x-') && !written.key.startsWith('/')) return [];
    const item = resolved(root, written, all, ledger);
    if (!item) {
      unread.push(written.key);
      return [];
    }
    ignoreItem(item, ledger);
    if (item !== written) ignoreItem(written, ledger);
    const found = METHODS.flatMap((method): Operation[] => {
      const node = item.get(method);
      return node.exists ? [{ path: written.key, methods: [method.toUpperCase()], node, item }] : [];
    });
    for (const node of item.get(FURTHER).children)
      if (node.exists) found.push({ path: written.key, methods: [node.key], node, item });
    const any = item.get(ANY);
    return any.exists ? [...found, { path: written.key, methods: missing(found), node: any, item }] : found;
  });
  return { operations, unread };
};

/** The methods that no other operation of the path has. */
const missing = (found: readonly Operation[]): string[] =>
  OF_ANY.filter((m) => !found.some((o) => o.methods.includes(m)));

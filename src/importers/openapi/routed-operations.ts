// The operations with everything that decides about their requests.
import type { ImportOptions } from '../importer.ts';
import type { LostPaths, NeutralAuth, Part, Sourced } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { accessKey, opennessOf } from './access-key.ts';
import { backendParts } from './extensions/backends.ts';
import { limitParts } from './extensions/extension-limits.ts';
import { isDisabled, isPreflight, reportExtensions, restrictedBy } from './extensions/settings.ts';
import { ignoreOperation } from './ignored.ts';
import { isRoutable, operationsOf } from './operations.ts';
import {
  type DocumentedPath,
  documentedPath,
  flatPath,
  hasParameter,
  templateOf,
  widePath,
  withoutQuery,
} from './paths/written-path.ts';
import { type Openness, Requirements } from './security/requirements.ts';
import { Schemes } from './security/schemes.ts';
import { Servers } from './servers.ts';

/** An operation at one base path. */
export interface RoutedOperation {
  readonly written: string;
  readonly path: DocumentedPath;
  readonly flat: string;
  readonly wide: string | undefined;
  readonly methods: readonly string[];
  readonly hosts: readonly Sourced[];
  readonly base: Sourced;
  readonly auth: NeutralAuth;
  readonly parts: readonly Part[];
}

interface RoutedOperations {
  readonly operations: readonly RoutedOperation[];
  /** What the document says of all operations that say nothing else. */
  readonly openness: Openness;
  /** How they become services: a request that must not be served must not be reached by the prefix of another one. */
  readonly group: ImportOptions['group'];
  readonly lost: readonly LostPaths[];
}

/** An operation before it is known how its path is written. */
type Candidate = Omit<RoutedOperation, 'flat'> & { readonly flat: string | undefined; readonly node: SourceNode };

const isOpen = (auth: NeutralAuth): boolean => opennessOf(auth) !== 'closed';

/** Whether requests may have the path: Envoy removes dots and refuses encoded slashes. */
const isPossible = ({ path }: Candidate): boolean => !path.segments.some((s) => /^\.{1,2}$|%2f|%5c/i.test(s));

/** The operations of a document. `all`: the documents of the input. */
export const routedOperations = (
  root: SourceNode,
  all: readonly SourceNode[],
  ledger: Ledger,
  options: ImportOptions,
): RoutedOperations => {
  const schemes = new Schemes(root, ledger);
  const requirements = new Requirements(root, schemes, ledger);
  const servers = new Servers(root, ledger);
  const candidates: Candidate[] = [];
  const { operations: documented, unread } = operationsOf(root, all, ledger);
  let hasDisabled = false;
  const items = new Set<string>();
  for (const { path: written, methods, node, item } of documented) {
    if (!items.has(item.pointer)) reportExtensions(item, ledger);
    items.add(item.pointer);
    ignoreOperation(node, ledger);
    reportExtensions(node, ledger);
    for (const method of methods)
      if (!isRoutable(method)) ledger.say(node.get('method'), 'OpenapiMethodUnusable', { method, path: written });
    if (isPreflight(node)) {
      ledger.say(node.get('x-amazon-apigateway-integration'), 'OpenapiPreflight');
      continue;
    }
    if (isDisabled(node, item)) {
      hasDisabled = true;
      continue;
    }
    const { path: bare, rest } = withoutQuery(written);
    if (rest !== '') ledger.say(node.get('path'), 'OpenapiPathQuery', { path: bare, rest });
    const access = requirements.of(node);
    const restricted = restrictedBy([node, item, root]);
    // What the whole document requires is not less carried because one operation has more.
    const own = node.get('security').exists ? access.auth.from : [];
    const auth: NeutralAuth = restricted
      ? { is: 'untranslatable', what: restricted.what, from: [...own, restricted.from] }
      : access.auth;
    const serving = servers.of(node, item);
    const parts = [
      ...backendParts(root, node, item, `${serving[0]!.base.value}${bare}`, ledger),
      ...access.parts,
      ...limitParts(root, node, item, ledger),
    ];
    for (const { hosts, base } of serving) {
      const path = documentedPath(base.value, bare);
      const [flat, wide] = [flatPath(path), widePath(path)];
      candidates.push({ written, path, flat, wide, methods, hosts, base, auth, parts, node });
    }
  }
  // Nothing can be opened if everything is closed in one way.
  const isUniform = !candidates.some((c) => isOpen(c.auth)) && new Set(candidates.map(accessKey)).size < 2;
  // The prefix that replaces a pattern is less exact than any template, which would get its requests.
  const loose = candidates.filter((c) => c.flat !== undefined && hasParameter(c.path.segments[0] ?? ''));
  const looseAccess = new Set(loose.map(accessKey));
  const isTaken = (c: Candidate): boolean => looseAccess.size > (looseAccess.has(accessKey(c)) ? 1 : 0);
  const bases = [...new Set(['', ...candidates.map((c) => c.base.value)])];
  const ofUnread = unread.flatMap((path) => bases.map((base) => documentedPath(base, path)));
  const lostIn = (group: ImportOptions['group']): LostPaths[] => {
    const isWide = (c: Candidate): boolean => group === 'fewest' && c.wide !== undefined && !isTaken(c);
    const left = candidates.filter((c) => c.flat === undefined && !isWide(c) && !isOpen(c.auth) && isPossible(c));
    const paths = isUniform ? [] : [...ofUnread, ...left.map((c) => c.path)];
    return paths.map((path) => ({ hosts: [], paths: [templateOf(path)] }));
  };
  const group = hasDisabled || lostIn(options.group).length > 0 ? 'operation' : options.group;
  const lost = lostIn(group);
  const operations = candidates.flatMap(({ node, ...c }): RoutedOperation[] => {
    const flat = c.flat ?? (group === 'fewest' && !isOpen(c.auth) ? c.wide : undefined);
    if (flat === undefined) ledger.say(node.get('path'), 'OpenapiPathUnusable', { path: c.written });
    return flat === undefined ? [] : [{ ...c, flat }];
  });
  if (operations.length > 0) {
    schemes.reportUnused();
    requirements.reportUnused();
  }
  return { operations, openness: requirements.openness, group, lost };
};

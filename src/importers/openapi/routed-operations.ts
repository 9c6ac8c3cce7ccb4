// The operations with everything that decides about their requests.
import type { NeutralAuth, Part, Sourced } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { backendParts } from './extensions/backends.ts';
import { limitParts } from './extensions/extension-limits.ts';
import { isDisabled, isPreflight, reportExtensions, restrictedBy } from './extensions/settings.ts';
import { ignoreOperation } from './ignored.ts';
import { operationsOf } from './operations.ts';
import { type DocumentedPath, documentedPath, flatPath, withoutQuery } from './paths/written-path.ts';
import { type Openness, Requirements } from './security/requirements.ts';
import { Schemes } from './security/schemes.ts';
import { Servers } from './servers.ts';

/** An operation at one base path. */
export interface RoutedOperation {
  readonly written: string;
  readonly path: DocumentedPath;
  readonly flat: string;
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
  readonly hasDisabled: boolean;
}

/** The operations of a document. `all`: the documents of the input. */
export const routedOperations = (root: SourceNode, all: readonly SourceNode[], ledger: Ledger): RoutedOperations => {
  const schemes = new Schemes(root, ledger);
  const requirements = new Requirements(root, schemes, ledger);
  const servers = new Servers(root, ledger);
  const operations: RoutedOperation[] = [];
  let hasDisabled = false;
  const items = new Set<string>();
  for (const { path: written, methods, node, item } of operationsOf(root, all, ledger)) {
    if (!items.has(item.pointer)) reportExtensions(item, ledger);
    items.add(item.pointer);
    ignoreOperation(node, ledger);
    reportExtensions(node, ledger);
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
      const flat = flatPath(path);
      if (flat === undefined) {
        ledger.say(node.get('path'), 'OpenapiPathUnusable', { path: written });
        continue;
      }
      operations.push({ written, path, flat, methods, hosts, base, auth, parts });
    }
  }
  if (operations.length > 0) {
    schemes.reportUnused();
    requirements.reportUnused();
  }
  return { operations, openness: requirements.openness, hasDisabled };
};

import { equal, isTree, type Tree } from '../../answers/yaml-layout.ts';
import { keepClosed } from './keep-closed.ts';
import { methodsOf } from './known-names.ts';
import { fromForm, toForm } from './merge-form.ts';
import { type Difference, Merge } from './merge-values.ts';
import { haveSameHosts, withOwnHosts, withoutOwnHosts } from './service-hosts.ts';

/** The answers that an import makes of a file. */
interface MergedAnswers {
  readonly answers: Tree;
  readonly conflicts: readonly Difference[];
  readonly changes: readonly Difference[];
}

interface MergeInput {
  /** What the last import of this source wrote. */
  readonly base: Tree;
  /** What the file contains; undefined: there is none. */
  readonly ours: Tree | undefined;
  /** What the source is now. */
  readonly theirs: Tree;
  /** Whether the file has answers of another source, whose host names are served in addition. */
  readonly isShared: boolean;
}

/** Every name of a method that services and responses refer to. */
const usedMethods = (answers: Tree): Set<string> => {
  const used = new Set<string>();
  const visit = (v: unknown): void => {
    if (typeof v === 'string') used.add(v);
    else if (Array.isArray(v)) for (const x of v as unknown[]) visit(x);
    else if (isTree(v)) for (const x of Object.values(v)) visit(x);
  };
  for (const list of [answers.services, answers.responses])
    for (const item of Object.values(isTree(list) ? list : {})) if (isTree(item)) visit(item.auth);
  if (isTree(answers.auth)) visit(answers.auth.default);
  return used;
};

/** Methods that the source no longer has stay if a service of the file still uses them. */
const keepUsed = (merged: Tree, ours: Tree, merge: Merge): void => {
  const used = usedMethods(merged);
  for (const [name, method] of Object.entries(methodsOf(ours))) {
    if (!used.has(name) || Object.hasOwn(methodsOf(merged), name)) continue;
    merged.auth = { ...(merged.auth as Tree | undefined), methods: { ...methodsOf(merged), [name]: method } };
    const path = ['auth', 'methods', name];
    merge.conflicts.push({ path, base: method, ours: method, theirs: undefined });
    const at = merge.changes.findIndex(
      (c) => equal(c.path, path) || (equal(c.path, ['auth']) && c.theirs === undefined),
    );
    if (at >= 0) merge.changes.splice(at, 1);
  }
};

/** Merges a new import into the file: three ways, key by key. */
export const mergeAgain = ({ base, ours, theirs, isShared }: MergeInput): MergedAnswers => {
  if (ours === undefined) return { answers: theirs, conflicts: [], changes: [] };
  const forms = [toForm(base), toForm(ours), toForm(theirs)] as const;
  const isSame = haveSameHosts(...forms);
  const [b, o, t] = isSame ? forms : forms.map(withOwnHosts);
  const merge = new Merge();
  const out: Tree = {};
  for (const key of new Set([...Object.keys(o!), ...Object.keys(t!)])) {
    const value =
      key === 'services'
        ? services(merge, b!, o!, t!)
        : key === 'hostnames'
          ? hostnames(merge, isShared ? { hostnames: [], ...b } : b!, o!, t!)
          : merge.value(b![key], o![key], t![key], [key]);
    if (value !== undefined) out[key] = value;
  }
  keepUsed(out, o!, merge);
  const whole = isSame ? out : withoutOwnHosts(out, forms[1], forms[2]);
  keepClosed(forms[0], forms[1], forms[2], whole, merge);
  return { answers: fromForm(whole, ours, theirs), conflicts: merge.conflicts, changes: merge.changes };
};

const services = (merge: Merge, base: Tree, ours: Tree, theirs: Tree): Tree => {
  const of = (tree: Tree): Tree => (isTree(tree.services) ? tree.services : {});
  const [b, o, t] = [of(base), of(ours), of(theirs)];
  const out: Tree = {};
  for (const name of new Set([...Object.keys(o), ...Object.keys(t)])) {
    const path = ['services', name];
    const own = (tree: Tree): unknown => (Object.hasOwn(tree, name) ? tree[name] : undefined);
    const value = merge.value(own(b), own(o), own(t), path);
    if (value !== undefined) out[name] = value;
  }
  return out;
};

/** Host names of the gateway, one by one: an entry may have a certificate, which a person added. */
const hostnames = (merge: Merge, base: Tree, ours: Tree, theirs: Tree): unknown => {
  const of = ({ hostnames: list }: Tree): Tree | undefined =>
    Array.isArray(list)
      ? Object.fromEntries((list as unknown[]).map((h) => [isTree(h) ? String(h.hostname) : String(h), h]))
      : undefined;
  const [b, o, t] = [of(base), of(ours), of(theirs)];
  if (!b || !o || !t) return merge.value(base.hostnames, ours.hostnames, theirs.hostnames, ['hostnames']);
  return Object.values(merge.tree(b, o, t, ['hostnames']));
};

// Names that a person changed in the file: what the last import wrote gets them too, so that they stay.
import { equal, isTree, type Tree } from '../../answers/yaml-layout.ts';
import { methodsOf, servicesOf } from './known-names.ts';
import { matched, type Traits } from './same.ts';
import { traitsOfMethod, traitsOfService } from './traits.ts';

/** So many steps of the traits of a service are sure without its name: host and path, path and backend. */
const SURE = 4;

/** New names by old ones. */
type Renames = ReadonlyMap<string, string>;

const renamesOf = (
  before: readonly string[],
  now: readonly string[],
  traits: { before: (name: string) => Traits; now: (name: string) => Traits },
): Renames => {
  const [known, there] = [new Set(before), new Set(now)];
  const gone = before.filter((n) => !there.has(n));
  const come = now.filter((n) => !known.has(n));
  const found = matched(come.map(traits.now), gone.map(traits.before));
  return new Map(found.flatMap((i, at) => (i === undefined ? [] : [[gone[i]!, come[at]!] as const])));
};

const namesIn = (answers: Tree): string[] => servicesOf(answers).map((s) => String(s.name));

/** Services that a person renamed, and methods. */
export const renamedByHand = (base: Tree, ours: Tree): { readonly services: Renames; readonly methods: Renames } => {
  const traits = (answers: Tree): ((name: string) => Traits) => {
    const byName = new Map(servicesOf(answers).map((s) => [String(s.name), s]));
    return (name) => traitsOfService(answers, byName.get(name)!, []).slice(0, SURE);
  };
  const ofMethod =
    (answers: Tree) =>
    (name: string): Traits => {
      const method = methodsOf(answers)[name];
      return [[JSON.stringify(method)], traitsOfMethod(name, method).at(-1)!];
    };
  return {
    services: renamesOf(namesIn(base), namesIn(ours), { before: traits(base), now: traits(ours) }),
    methods: renamesOf(Object.keys(methodsOf(base)), Object.keys(methodsOf(ours)), {
      before: ofMethod(base),
      now: ofMethod(ours),
    }),
  };
};

const inRef = (ref: unknown, names: Renames): unknown => {
  if (typeof ref === 'string') return names.get(ref) ?? ref;
  if (Array.isArray(ref)) return (ref as unknown[]).map((r) => inRef(r, names));
  return isTree(ref) ? Object.fromEntries(Object.entries(ref).map(([k, v]) => [k, inRef(v, names)])) : ref;
};

/** Answers with other names of services and methods. */
export const renamed = (answers: Tree, services: Renames, methods: Renames): Tree => {
  if (services.size === 0 && methods.size === 0) return answers;
  const withAuth = (tree: Tree): Tree =>
    tree.auth === undefined ? tree : { ...tree, auth: inRef(tree.auth, methods) };
  const out: Tree = { ...answers };
  if (answers.services !== undefined)
    out.services = servicesOf(answers).map((s) => {
      const name = String(s.name);
      return withAuth({ ...s, name: services.get(name) ?? name });
    });
  if (Array.isArray(answers.responses)) out.responses = answers.responses.map((r) => (isTree(r) ? withAuth(r) : r));
  if (isTree(answers.auth)) {
    const { default: ref, methods: of } = answers.auth;
    out.auth = {
      ...answers.auth,
      ...(ref !== undefined && { default: inRef(ref, methods) }),
      ...(isTree(of) && { methods: Object.fromEntries(Object.entries(of).map(([n, m]) => [methods.get(n) ?? n, m])) }),
    };
  }
  return equal(out, answers) ? answers : out;
};
